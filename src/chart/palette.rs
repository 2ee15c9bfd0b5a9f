//! A picture as places in a list of at most 256 colours: a quarter of the bytes, and faster to compress.
//!
//! A chart has few colours of its own and many shades of them at the edges of letters and lines. The 256
//! most frequent colours are kept as they are; a rarer shade becomes the nearest of them.

use tiny_skia::PremultipliedColorU8;

/// Slots of the table of colours, as a power of two.
const SLOTS: u32 = 15;
/// Different colours up to which a picture is a chart and not a photograph.
const MOST: usize = 1 << (SLOTS - 2);

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
    let (palette, places) = table.places();
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

    /// The palette, and the place in it for each colour.
    fn places(&self) -> (Vec<u8>, Vec<u8>) {
        let mut order: Vec<usize> = (0..self.colors.len()).collect();
        order.sort_by_key(|i| std::cmp::Reverse(self.colors.get(*i).map_or(0, |c| c.1)));
        let kept: Vec<[u8; 3]> =
            order.iter().take(256).filter_map(|i| self.colors.get(*i)).map(|c| rgb(c.0)).collect();
        let mut places = vec![0; self.colors.len()];
        for (rank, i) in order.iter().enumerate() {
            let (Some(color), Some(place)) = (self.colors.get(*i), places.get_mut(*i)) else { continue };
            *place = u8::try_from(rank).unwrap_or_else(|_| nearest(&kept, rgb(color.0)));
        }
        (kept.concat(), places)
    }
}

fn rgb(color: u32) -> [u8; 3] {
    let [_, r, g, b] = color.to_be_bytes();
    [r, g, b]
}

fn nearest(kept: &[[u8; 3]], color: [u8; 3]) -> u8 {
    let distance =
        |other: &[u8; 3]| other.iter().zip(color).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum::<u32>();
    let best = kept.iter().enumerate().min_by_key(|(_, other)| distance(other));
    best.and_then(|(i, _)| u8::try_from(i).ok()).unwrap_or(0)
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
    fn a_rare_shade_becomes_the_nearest_frequent_one() {
        let often = (0..=255).flat_map(|v| [(v, v, v), (v, v, v)]);
        let picture = index(&pixels(often.chain([(100, 101, 100)]))).expect("few");
        let place = usize::from(*picture.pixels.last().expect("a pixel"));
        assert_eq!(picture.palette[place * 3..place * 3 + 3], [100, 100, 100]);
    }

    #[test]
    fn a_photograph_is_left_alone() {
        assert!(index(&pixels((0..40_000_u32).map(|i| rgb(i * 97)).map(|[r, g, b]| (r, g, b)))).is_none());
    }
}
