//! Files that are whole but for their fuzzed parts. The first byte of an input decides: the bytes are the file
//! (all files of these formats begin with a letter or a sign), its parts, or a tree of elements.

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

/// Between two parts; no UTF-8 has it.
const SEPARATOR: u8 = 0xFF;

/// A part of a packed file: its name, what it holds by default, the elements of a tree in its place.
pub struct Part {
    pub name: &'static str,
    pub default: &'static str,
    pub elements: &'static [&'static str],
}

/// The packed file that an input stands for.
pub fn packed(input: &[u8], parts: &[Part]) -> Vec<u8> {
    match input {
        [0, rest @ ..] => zip(parts, rest, |_, bytes| bytes.to_vec()),
        [1, rest @ ..] => zip(parts, rest, |part, bytes| tree(part, bytes).into_bytes()),
        _ => input.to_vec(),
    }
}

/// A packed file of the given parts, each through `make`; a part that is not given is as it is by default.
fn zip(parts: &[Part], input: &[u8], make: impl Fn(&Part, &[u8]) -> Vec<u8>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut given = input.split(|byte| *byte == SEPARATOR);
    for part in parts {
        let bytes = given.next().filter(|bytes| !bytes.is_empty());
        let bytes = bytes.map_or_else(|| part.default.as_bytes().to_vec(), |bytes| make(part, bytes));
        zip.start_file(part.name, options).expect("a name");
        zip.write_all(&bytes).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// Elements that are closed as they must be: a byte opens an element, closes the last one, or is text.
fn tree(part: &Part, bytes: &[u8]) -> String {
    let mut xml = String::new();
    let mut open: Vec<&str> = Vec::new();
    for byte in bytes {
        let element = part.elements.get(usize::from(*byte));
        match (element, byte) {
            (Some(element), _) => {
                xml.push_str(element);
                if !element.ends_with("/>") {
                    let name = element.trim_start_matches('<').trim_end_matches('>');
                    open.push(name.split(' ').next().unwrap_or_default());
                }
            }
            (None, 0x80..=0xBF) => close(&mut xml, open.pop()),
            (None, 0xC0..) => xml.push_str(["一", "、", "行政许可", "总计", "\n"][usize::from(byte % 5)]),
            (None, byte) => xml.push(char::from(b'0' + byte % 10)),
        }
    }
    while let Some(name) = open.pop() {
        close(&mut xml, Some(name));
    }
    xml
}

fn close(xml: &mut String, name: Option<&str>) {
    if let Some(name) = name {
        xml.push_str("</");
        xml.push_str(name);
        xml.push('>');
    }
}

/// The PDF file that an input stands for. Parts: operations of the page, its font, the font's map of
/// characters, operations of the form `X`, further entries of the page.
pub fn pdf(input: &[u8]) -> Vec<u8> {
    let [0, rest @ ..] = input else { return input.to_vec() };
    let mut given = rest.split(|byte| *byte == SEPARATOR);
    let mut part =
        |default: &'static str| given.next().filter(|bytes| !bytes.is_empty()).unwrap_or(default.as_bytes());
    let content = part("BT /F 10 Tf 50 250 Td (text) Tj ET");
    let font = part("/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding");
    let map = part("");
    let form = part("");
    let page = part("/MediaBox[0 0 400 300]");
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        entries(
            b"/Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 7 0 R>>>>",
            page,
        ),
        stream(b"", content),
        entries(b"/Type/Font/ToUnicode 6 0 R", font),
        stream(b"", map),
        stream(b"/Type/XObject/Subtype/Form/BBox[0 0 400 300]", form),
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (object, number) in objects.iter().zip(1..) {
        places.push(file.len());
        file.extend(format!("{number} 0 obj\n").bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    file.extend(places.iter().flat_map(|place| format!("{place:010} 00000 n \n").into_bytes()));
    let size = objects.len() + 1;
    file.extend(format!("trailer<</Root 1 0 R/Size {size}>>\nstartxref\n{table}\n%%EOF\n").bytes());
    file
}

fn entries(own: &[u8], further: &[u8]) -> Vec<u8> {
    [b"<<", own, further, b">>"].concat()
}

fn stream(own: &[u8], content: &[u8]) -> Vec<u8> {
    let length = format!("/Length {}", content.len());
    [&entries(own, length.as_bytes()), b"stream\n".as_slice(), content, b"\nendstream"].concat()
}
