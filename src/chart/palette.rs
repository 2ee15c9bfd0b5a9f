//! A picture as places in a list of at most 256 colours: a quarter of the bytes, and faster to compress.
//!
//! A chart has few colours of its own and many shades of them at the edges of letters and lines. Where there
//! are more than 256, shades that differ in the last bits only become the most frequent among them, with as
//! few bits dropped as will do. A picture for which that would be seen stays as it is.

use std::collections::BTreeMap;

/// Slots of the table of colours, as a power of two.
const SLOTS: u32 = 15;
/// Different colours up to which a picture is a chart and not a photograph.
const MOST: usize = 1 << (SLOTS - 2);

/// Last bits of a channel that may be dropped: shades then differ by less than a sixteenth.
const MOST_DROPPED: u32 = 4;

/// Colours and, for every pixel, the place of its colour.
pub(crate) struct Indexed {
    /// Red, green and blue of each colour.
    pub(crate) palette: Vec<u8>,
    /// Place of each pixel's colour.
    pub(crate) pixels: Vec<u8>,
}

/// The picture by places, or nothing if it has too many colours.
///
/// `pixels` has four bytes each: red, green, blue and opaque, so that premultiplied colours are the colours.
pub(crate) fn index(pixels: &[u8]) -> Option<Indexed> {
    let mut table = Table::new();
    // A chart is mostly paper: long runs of one colour.
    let mut runs: Vec<(u16, usize)> = Vec::with_capacity(pixels.len() / 64);
    let mut rest = pixels;
    while let Some((first, _)) = rest.split_first_chunk::<4>() {
        let run = run_length(rest, *first);
        let [r, g, b, _] = *first;
        let number = table.number(u32::from_be_bytes([0, r, g, b]))?;
        table.count(number, run);
        runs.push((number, run));
        (_, rest) = rest.split_at_checked(run * 4)?;
    }
    let (palette, places) = (0..=MOST_DROPPED).find_map(|bits| table.places(bits))?;
    let mut indexed = Vec::with_capacity(pixels.len() / 4);
    for (number, run) in runs {
        let place = places.get(usize::from(number)).copied()?;
        indexed.resize(indexed.len() + run, place);
    }
    Some(Indexed { palette, pixels: indexed })
}

/// How many pixels at the beginning of `pixels` have the colour.
fn run_length(pixels: &[u8], color: [u8; 4]) -> usize {
    /// Pixels compared at once.
    const STEP: usize = 32;
    let mut same = [0; STEP * 4];
    for pixel in same.as_chunks_mut::<4>().0 {
        *pixel = color;
    }
    let (steps, _) = pixels.as_chunks::<{ STEP * 4 }>();
    let whole = steps.iter().take_while(|step| **step == same).count() * STEP;
    let (single, _) = pixels.as_chunks::<4>();
    whole + single.iter().skip(whole).take_while(|pixel| **pixel == color).count()
}

/// The colours found, with how often each was.
struct Table {
    /// Number of a colour plus one at the slot its hash names or one of the next; zero where none is.
    slots: Vec<u16>,
    colors: Vec<(u32, usize)>,
}

impl Table {
    fn new() -> Self {
        Self { slots: vec![0; 1 << SLOTS], colors: Vec::new() }
    }

    fn number(&mut self, color: u32) -> Option<u16> {
        let mut at = (color.wrapping_mul(0x9E37_79B1) >> (32 - SLOTS)) as usize;
        loop {
            let slot = self.slots.get_mut(at)?;
            match slot.checked_sub(1) {
                Some(number) if self.colors.get(usize::from(number)).is_some_and(|c| c.0 == color) => {
                    return Some(number);
                }
                Some(_) => at = (at + 1) & ((1 << SLOTS) - 1),
                None if self.colors.len() >= MOST => return None,
                None => {
                    let number = u16::try_from(self.colors.len()).ok()?;
                    *slot = number + 1;
                    self.colors.push((color, 0));
                    return Some(number);
                }
            }
        }
    }

    fn count(&mut self, number: u16, run: usize) {
        if let Some(color) = self.colors.get_mut(usize::from(number)) {
            color.1 += run;
        }
    }

    /// The palette and the place in it for each colour when the last `bits` of each channel do not matter;
    /// nothing if it has more than 256 colours even so.
    fn places(&self, bits: u32) -> Option<(Vec<u8>, Vec<u8>)> {
        let mut order: Vec<usize> = (0..self.colors.len()).collect();
        order.sort_by_key(|i| std::cmp::Reverse(self.colors.get(*i).map_or(0, |c| c.1)));
        let mut kept: BTreeMap<[u8; 3], u8> = BTreeMap::new();
        let mut palette = Vec::new();
        let mut places = vec![0; self.colors.len()];
        for i in order {
            let (color, place) = (rgb(self.colors.get(i)?.0), places.get_mut(i)?);
            let shade = color.map(|c| c >> bits);
            *place = if let Some(found) = kept.get(&shade) {
                *found
            } else {
                let new = u8::try_from(kept.len()).ok()?;
                kept.insert(shade, new);
                palette.extend_from_slice(&color);
                new
            };
        }
        Some((palette, places))
    }
}

fn rgb(color: u32) -> [u8; 3] {
    let [_, r, g, b] = color.to_be_bytes();
    [r, g, b]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixels(colors: impl Iterator<Item = (u8, u8, u8)>) -> Vec<u8> {
        colors.flat_map(|(r, g, b)| [r, g, b, 255]).collect()
    }

    #[test]
    fn runs_of_any_length_are_found_whole() {
        let lengths = [1, 31, 32, 33, 64, 100, 3];
        let picture = lengths.iter().zip([7, 9].iter().cycle()).flat_map(|(n, v)| vec![(*v, *v, *v); *n]);
        let wanted: Vec<u8> = picture.clone().map(|(v, _, _)| u8::from(v == 7)).collect();
        let indexed = index(&pixels(picture)).expect("few");
        // 9 fills 167 pixels, 7 the other 97.
        assert_eq!(indexed.palette, [9, 9, 9, 7, 7, 7]);
        assert_eq!(indexed.pixels, wanted);
    }

    #[test]
    fn few_colours_are_kept_exactly_the_most_frequent_first() {
        let picture = index(&pixels([(9, 9, 9), (255, 255, 255), (255, 255, 255)].into_iter())).expect("few");
        assert_eq!(picture.palette, [255, 255, 255, 9, 9, 9]);
        assert_eq!(picture.pixels, [1, 0, 0]);
    }

    #[test]
    fn a_rare_shade_becomes_a_frequent_one_beside_it() {
        let often = (0..=255).flat_map(|v| [(v, v, v), (v, v, v)]);
        let picture = index(&pixels(often.chain([(100, 101, 100)]))).expect("few");
        let place = usize::from(*picture.pixels.last().expect("a pixel"));
        let color = &picture.palette[place * 3..place * 3 + 3];
        assert!(color.iter().all(|c| c.abs_diff(100) <= 1), "{color:?}");
    }

    #[test]
    fn a_photograph_is_left_alone() {
        assert!(index(&pixels((0..40_000_u32).map(|i| rgb(i * 97)).map(|[r, g, b]| (r, g, b)))).is_none());
    }
}
