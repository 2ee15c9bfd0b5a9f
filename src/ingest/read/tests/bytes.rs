//! Any bytes: no reader panics, and what is given holds together.

use proptest::prelude::*;

use super::*;

/// Reads bytes under every ending and looks at what comes out.
fn endure(bytes: &[u8]) {
    let limits = Limits { cells: 20_000, paragraphs: 5_000, ..Limits::default() };
    for name in ["a.txt", "a.html", "a.docx", "a.xlsx", "a.csv"] {
        match read(name, bytes, &limits) {
            Ok(document) => sound(&document),
            Err(error) => assert!(!error.to_string().is_empty() && error.hint(Lang::En).is_some()),
        }
    }
}

fn sound(document: &Document) {
    assert!(paragraphs(document).iter().all(|text| !text.trim().is_empty()));
    for grid in grids(document) {
        let mut taken = vec![false; grid.rows * grid.columns];
        for cell in &grid.cells {
            assert!(cell.row_span >= 1 && cell.column_span >= 1);
            for row in cell.row..cell.row + cell.row_span {
                for column in cell.column..cell.column + cell.column_span {
                    assert!(column < grid.columns);
                    assert!(!std::mem::replace(&mut taken[row * grid.columns + column], true));
                }
            }
        }
    }
}

/// A sample with bytes changed, taken out, doubled, and its end cut off.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<prop::sample::Index>(), any::<u8>(), 0..4_u8, 0..40_usize);
    (
        0..SAMPLES.len() + 1,
        prop::collection::vec(change, 0..30),
        prop::option::of(any::<prop::sample::Index>()),
    )
        .prop_map(|(sample, changes, cut)| {
            let mut bytes = SAMPLES.get(sample).map_or_else(sheet, |(_, bytes)| bytes.to_vec());
            for (at, byte, kind, length) in changes {
                if bytes.is_empty() {
                    break;
                }
                let at = at.index(bytes.len());
                let end = (at + length).min(bytes.len());
                match kind {
                    0 | 1 => bytes[at] = byte,
                    2 => drop(bytes.drain(at..end)),
                    _ => {
                        let piece = bytes[at..end].to_vec();
                        bytes.splice(at..at, piece);
                    }
                }
            }
            if let Some(cut) = cut {
                bytes.truncate(cut.index(bytes.len() + 1));
            }
            bytes
        })
}

fn sheet() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write(1, 1, "规章").expect("written");
    book.save_to_buffer().expect("a workbook")
}

/// The text of a Word document's main part, put together from pieces.
fn body() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<w:tbl>",
        "</w:tbl>",
        "<w:tr>",
        "</w:tr>",
        "<w:tc>",
        "</w:tc>",
        "<w:p>",
        "</w:p>",
        "<w:r>",
        "</w:r>",
        "<w:t>",
        "</w:t>",
        "规章",
        "12",
        "<w:tcPr><w:gridSpan w:val=\"3\"/></w:tcPr>",
        "<w:tcPr><w:vMerge/></w:tcPr>",
        "<w:tcPr><w:hMerge/></w:tcPr>",
        "<w:txbxContent>",
        "</w:txbxContent>",
        "<w:trPr><w:gridBefore w:val=\"99999999\"/></w:trPr>",
        "<w:del>",
        "</w:del>",
        "&amp;",
        "&x;",
        "&#0;",
        "<w:tcPr><w:gridSpan w:val=\"99999999999\"/></w:tcPr>",
        "<![CDATA[",
        "]]>",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

/// Tags in any order.
fn page() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "<td rowspan=3>",
        "<td colspan=70000>",
        "<td rowspan=0>",
        "<td rowspan=65534 colspan=2>",
        "</td>",
        "<tbody>",
        "<thead>",
        "</tbody>",
        "<caption>",
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<a href=1>",
        "</a>",
        "<template>",
        "</template>",
        "<select>",
        "<svg>",
        "<math>",
        "</svg>",
        "<br>",
        "<pre>",
        "</pre>",
        "规章",
        " 12 ",
        "\n",
        "&nbsp;",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<frameset>",
        "<form>",
        "<li>",
        "<h1>",
        "</h1>",
        "<title>",
        "</title>",
        "<head>",
        "<body hidden>",
        "</body>",
        "</html>",
        "<![CDATA[",
        "<?a>",
        "\0",
        "<font a='",
        "'>",
        "</",
        "<",
    ]);
    prop::collection::vec(pieces, 0..80).prop_map(|pieces| format!("<html>{}", pieces.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutated_samples_are_read_or_refused(bytes in mutated()) {
        endure(&bytes);
    }

    #[test]
    fn noise_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..2000), head in 0..6_usize) {
        let heads: [&[u8]; 6] = [b"", b"PK\x03\x04", b"<html>", b"\xD0\xCF\x11\xE0", b"\xFF\xFE", b"%PDF-"];
        endure(&[heads[head], &bytes].concat());
    }

    #[test]
    fn any_main_part_is_read_or_refused(body in body()) {
        endure(&word(&body));
    }

    #[test]
    fn any_page_is_read_or_refused(page in page()) {
        endure(page.as_bytes());
    }

    #[test]
    fn any_lines_are_read(lines in prop::collection::vec("[甲乙丙1 \u{3000}\t|,。-]{0,40}", 0..40)) {
        endure(lines.join("\n").as_bytes());
    }
}
