#![no_main]

use fuzzing::file::{Part, packed};

const PARTS: [Part; 2] = [
    Part {
        name: "word/document.xml",
        default: "<w:document><w:body><w:p><w:r><w:t>text</w:t></w:r></w:p></w:body></w:document>",
        elements: &[
            "<w:body>",
            "<w:p>",
            "<w:pPr>",
            "<w:r>",
            "<w:rPr>",
            "<w:t>",
            "<w:tbl>",
            "<w:tr>",
            "<w:trPr>",
            "<w:tc>",
            "<w:tcPr>",
            "<w:txbxContent>",
            "<w:del>",
            "<w:ins>",
            "<w:moveFrom>",
            "<mc:Fallback>",
            "<w:sdt>",
            "<w:rt>",
            "<w:del/>",
            "<w:vanish/>",
            "<w:tab/>",
            "<w:br/>",
            "<w:vMerge/>",
            "<w:vMerge w:val=\"restart\"/>",
            "<w:hMerge/>",
            "<w:hMerge w:val=\"restart\"/>",
            "<w:gridSpan w:val=\"3\"/>",
            "<w:gridSpan w:val=\"18446744073709551615\"/>",
            "<w:gridBefore w:val=\"2\"/>",
            "<w:gridBefore w:val=\"99999\"/>",
            "<w:p/>",
            "<w:tc/>",
            "<w:tr/>",
            "<w:tbl/>",
        ],
    },
    Part {
        name: "docProps/core.xml",
        default: "<cp:coreProperties><dc:title>title</dc:title></cp:coreProperties>",
        elements: &["<dc:title>", "<dc:title/>"],
    },
];

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzzing::read("report.docx", &packed(data, &PARTS)));
