//! A picture as places in a list of at most 256 colours: a quarter of the bytes, and faster to compress.
//!
//! A chart has few colours of its own and many shades of them at the edges of letters and lines. Where there
//! are more than 256, shades that differ in the last bits only become the most frequent among them, with as
//! few bits dropped as will do. A picture for which that would be seen stays as it is.

use std::collections::BTreeMap;

use tiny_skia::PremultipliedColorU8;

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
pub(crate) fn index(pixels: &[PremultipliedColorU8]) -> Option<Indexed> {
    let mut table = Table::new();
    let mut numbers: Vec<u16> = Vec::with_capacity(pixels.len());
    let mut last = (u32::MAX, 0);
    let mut run: u32 = 0;
    for pixel in pixels {
        // Everything is opaque, so premultiplied colours are the colours.
        let color = u32::from_be_bytes([0, pixel.red(), pixel.green(), pixel.blue()]);
        if color != last.0 {
            table.count(last.1, run);
            last = (color, table.number(color)?);
            run = 0;
        }
        run += 1;
        numbers.push(last.1);
    }
    table.count(last.1, run);
    let (palette, places) = (0..=MOST_DROPPED).find_map(|bits| table.places(bits))?;
    let pixels = numbers.iter().map(|n| places.get(usize::from(*n)).copied().unwrap_or(0)).collect();
    Some(Indexed { palette, pixels })
}

/// The colours found, with how often each was.
struct Table {
    /// Number of a colour plus one at the slot its hash names or one of the next; zero where none is.
    slots: Vec<u16>,
    colors: Vec<(u32, u32)>,
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

    fn count(&mut self, number: u16, run: u32) {
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

    fn pixels(colors: impl Iterator<Item = (u8, u8, u8)>) -> Vec<PremultipliedColorU8> {
        colors.filter_map(|(r, g, b)| PremultipliedColorU8::from_rgba(r, g, b, 255)).collect()
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
