#![no_main]

use fuzzing::file::{Part, packed};

const PARTS: [Part; 6] = [
    Part {
        name: "xl/worksheets/sheet1.xml",
        default: "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>",
        elements: &[
            "<worksheet>",
            "<sheetData>",
            "<row>",
            "<row r=\"3\">",
            "<row r=\"1048576\">",
            "<c>",
            "<c r=\"A1\">",
            "<c r=\"B2\" t=\"s\">",
            "<c r=\"XFD1048576\">",
            "<c r=\"C3\" t=\"inlineStr\">",
            "<c t=\"b\">",
            "<c t=\"e\">",
            "<c t=\"d\">",
            "<c s=\"1\">",
            "<c s=\"99\">",
            "<v>",
            "<f>",
            "<f t=\"shared\" si=\"0\" ref=\"A1:C9\">",
            "<is>",
            "<t>",
            "<r>",
            "<mergeCells>",
            "<mergeCell ref=\"A1:B2\"/>",
            "<mergeCell ref=\"B2:A1\"/>",
            "<mergeCell ref=\"A1:XFD1048576\"/>",
            "<dimension ref=\"A1:XFD1048576\"/>",
            "<dimension ref=\"C3:A1\"/>",
        ],
    },
    Part {
        name: "xl/sharedStrings.xml",
        default: "<sst><si><t>text</t></si></sst>",
        elements: &[
            "<sst>",
            "<sst count=\"4294967295\" uniqueCount=\"4294967295\">",
            "<si>",
            "<t>",
            "<r>",
            "<rPh>",
            "<si/>",
        ],
    },
    Part {
        name: "xl/styles.xml",
        default: "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>",
        elements: &[
            "<styleSheet>",
            "<numFmts>",
            "<numFmt numFmtId=\"165\" formatCode=\"yyyy[h]\"/>",
            "<cellXfs>",
            "<xf/>",
            "<xf numFmtId=\"22\"/>",
            "<xf numFmtId=\"165\"/>",
        ],
    },
    Part {
        name: "xl/workbook.xml",
        default: "<workbook><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
        elements: &[
            "<workbook>",
            "<sheets>",
            "<sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/>",
            "<sheet state=\"hidden\"/>",
            "<workbookPr date1904=\"1\"/>",
            "<definedNames>",
            "<definedName name=\"a\">",
        ],
    },
    Part {
        name: "xl/_rels/workbook.xml.rels",
        default: "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\" \
                  Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\"/></Relationships>",
        elements: &[
            "<Relationships>",
            "<Relationship Id=\"rId1\" Target=\"/xl/worksheets/sheet1.xml\"/>",
            "<Relationship/>",
        ],
    },
    Part { name: "[Content_Types].xml", default: "<Types/>", elements: &["<Types>"] },
];

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzzing::read("report.xlsx", &packed(data, &PARTS)));
