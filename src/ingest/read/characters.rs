//! Characters as markup means them: white space, and raised digits.

/// White space reduced to single blanks. A break between two Chinese characters, where a source line was
/// wrapped, is none (CSS Text 3, 4.1.3).
pub(super) fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    let (mut blank, mut wrapped) = (false, false);
    for c in text.chars() {
        if is_blank(c) {
            blank = true;
            wrapped |= c == '\n';
            continue;
        }
        let last = squeezed.chars().next_back();
        if blank && !(wrapped && is_wide(c) && last.is_some_and(is_wide)) && last.is_some() {
            squeezed.push(' ');
        }
        (blank, wrapped) = (false, false);
        squeezed.push(c);
    }
    squeezed
}

/// White space, zero width and soft hyphens: nothing that is seen.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200B}' | '\u{200C}' | '\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}')
}

/// Chinese characters and full-width signs.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// A digit that is raised.
pub(super) fn raised(c: char) -> char {
    let digits = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = c.to_digit(10).and_then(|digit| digits.get(digit as usize));
    digit.copied().unwrap_or(c)
}
