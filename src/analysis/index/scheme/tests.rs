use super::*;

const HEAD: &str = "name = \"trial\"\ntitle = { zh = \"试\", en = \"trial\" }\n";

/// The English message of a scheme that is wrong, with its cause and its hint.
fn fault(scheme: &str) -> String {
    let catalogue = Catalogue::built_in().unwrap();
    let error = Scheme::parse("my.toml", &format!("{HEAD}{scheme}"), &catalogue).unwrap_err();
    let cause = std::error::Error::source(&error).map(|cause| format!(" / {cause}")).unwrap_or_default();
    let hint = error.hint(Lang::En).map(|hint| format!(" / {hint}")).unwrap_or_default();
    format!("{error}{cause}{hint}")
}

fn indicator(more: &str) -> String {
    format!("[[indicator]]\nmetric = \"graphic_share\"\n{more}\n")
}

fn level(id: &str, more: &str) -> String {
    format!("[[level]]\nid = \"{id}\"\ntitle = {{ zh = \"甲\", en = \"a\" }}\n{more}\n")
}

fn item(more: &str) -> String {
    format!("[[item]]\nid = \"one\"\ntitle = {{ zh = \"甲\", en = \"a\" }}\nweight = 10\n{more}\n")
}

#[track_caller]
fn says(scheme: &str, expected: &str) {
    let found = fault(scheme);
    assert!(found.contains(expected), "{found}\n  should have: {expected}");
}

#[test]
fn a_name_that_does_not_exist_is_named_with_its_line_and_the_nearest() {
    says(
        "[[indicator]]\nmetric = \"graphic_shar\"\n",
        "my.toml, line 4: there is no metric \"graphic_shar\"",
    );
    says("[[indicator]]\nmetric = \"graphic_shar\"\n", "did you mean graphic_share");
    says(
        &format!("{}{}", level("openness", ""), indicator("under = \"opennes\"")),
        "line 9: there is no [[level]] with the id \"opennes\" / did you mean openness",
    );
    says(&indicator("under = \"openness\""), "line 5: there is no [[level]]");
}

#[test]
fn a_key_or_word_that_does_not_exist_is_named_with_line_and_column() {
    says(&indicator("wieght = 2"), "line 5, column 1");
    says(&indicator("wieght = 2"), "unknown field `wieght`");
    says(
        "aggregate = \"mean\"\n[[indicator]]\nmetric = \"graphic_share\"\n",
        "\"mean\" is none of \"arithmetic\"",
    );
    says("aggregate = \"power:0\"\n[[indicator]]\nmetric = \"graphic_share\"\n", "any number but 0");
    says(
        "normalise = { method = \"minmax\" }\n[[indicator]]\nmetric = \"graphic_share\"\n",
        "unknown variant `minmax`",
    );
    says(
        "normalise = { method = \"z\", over = \"base\" }\n[[indicator]]\nmetric = \"graphic_share\"\n",
        "over = \"base\" is none of",
    );
    says("[[indicator]\n", "my.toml: is not a valid scheme / TOML parse error at line 3, column 13");
}

#[test]
fn a_scheme_is_of_one_kind() {
    says("", "has neither [[indicator]] nor [[item]]");
    says(&format!("{}{}", indicator(""), item("deduct = []")), "has both [[indicator]] and [[item]]");
    says(&format!("aggregate = \"geometric\"\n{}", item("")), "unknown field `aggregate`");
}

#[test]
fn weights_that_cannot_be_are_named() {
    says(
        &indicator("weight = -1"),
        "line 4: the weight of graphic_share is -1 and must be a number, not negative",
    );
    says(&indicator("weight = nan"), "the weight of graphic_share is NaN");
    says(&indicator("weight = 0"), "the weights of what is under trial add up to 0");
    says(
        &format!("{}{}", level("openness", ""), indicator("under = \"openness\"\nweight = 0")),
        "the weights of what is under openness add up to 0",
    );
    says(&item("metric = \"graphic_share\"\nfrom = 0\nto = 1").replace("10", "0"), "under trial add up to 0");
}

#[test]
fn levels_hang_together() {
    says(
        &format!("{}{}", level("empty", ""), indicator("")),
        "line 4: empty has no indicator and no level under it",
    );
    let circle =
        [level("a", "under = \"b\""), level("b", "under = \"a\""), indicator("under = \"a\"")].concat();
    says(&circle, "line 4: a leads back to itself by under: the levels make a circle");
    says(&format!("{}{}{}", level("a", ""), level("a", ""), indicator("under = \"a\"")), "a appears twice");
    says(&format!("{}{}", indicator(""), indicator("")), "line 7: graphic_share appears twice");
    says(
        &format!("{}{}", level("rank", ""), indicator("under = \"rank\"")),
        "\"rank\" is a column of the result",
    );
    says(&format!("{}{}", level("公开", ""), indicator("under = \"公开\"")), "lower-case letters");
}

#[test]
fn an_indicator_needs_a_good_end() {
    let none = "[[indicator]]\nmetric = \"received_new\"\n";
    says(
        none,
        "line 4: the metric received_new has no good end, so the scheme must say which it is / add direction",
    );
    let posts = |from: f64, to: f64| {
        format!("normalise = {{ method = \"goalposts\", from = {from:?}, to = {to:?} }}")
    };
    says(&indicator(&posts(1.0, 0.0)), "run against the direction of the metric");
    says(&indicator(&posts(0.5, 0.5)), "two different numbers");
    says(&indicator("normalise = { method = \"goalposts\", from = 0 }"), "goalposts need from");
    says(&indicator("normalise = { method = \"z\", from = 0, to = 1 }"), "has no from, to");
    says(&indicator("normalise = { method = \"target\" }"), "needs target");
    says(&indicator("normalise = { method = \"min-max\", scores = [100, 0] }"), "the lower first");
    says(&indicator("normalise = { method = \"rank\" }\ntreat = \"winsorise\""), "is for min-max and z");
    says(
        &indicator("normalise = { method = \"z\", over = \"base:2022\" }\ntreat = \"winsorise\""),
        "cannot be winsorised on the scale of a base year",
    );
    // Posts say themselves which end of a metric without one is good.
    let catalogue = Catalogue::built_in().unwrap();
    let scheme = format!("{HEAD}{none}{}\n", posts(100.0, 0.0));
    let Kind::Composite(composite) = Scheme::parse("my.toml", &scheme, &catalogue).unwrap().kind else {
        panic!("a composite")
    };
    assert_eq!(composite.indicators[0].best, Best::Lowest);
}

#[test]
fn the_choices_of_the_sensitivity_are_checked() {
    says(&format!("{}[sensitivity]\nweights = 1.5\n", indicator("")), "must be from 0 to below 1");
    says(&format!("{}[sensitivity]\nnormalise = [\"goalposts\"]\n", indicator("")), "takes min-max, z, rank");
    says(&format!("least_coverage = 66\n{}", indicator("")), "least_coverage is 66 and must be from 0 to 1");
    says(
        &format!("{}[[band]]\nname = \"A\"\nfrom = inf\n", indicator("")),
        "from of the band \"A\" is no number",
    );
}

#[test]
fn classes_are_checked() {
    let class = |id: &str, condition: &str| {
        let title = "title = { zh = \"甲\", en = \"a\" }";
        format!("{}[[class]]\nid = \"{id}\"\n{title}\n{condition}\n", indicator(""))
    };
    let again = class("b", "ends = [\"区\"]").replace(&indicator(""), "");
    says(&format!("{}{again}", class("a", "")), "line 7: the class a has no condition and takes all regions");
    says(&format!("{}{again}", class("b", "ends = [\"县\"]")), "line 11: b appears twice");
    says(&class("a", "ends = []"), "line 7: the class a: ends is empty");
    says(&class("a", "end = [\"县\"]"), "unknown field `end`, expected one of");
    says(&class("rank", "ends = [\"县\"]"), "\"rank\" is a column of the result");
    says(&class("graphic_share", "ends = [\"县\"]"), "line 7: graphic_share appears twice");
}

#[test]
fn an_item_has_one_rule() {
    says(&item(""), "line 4: one: has neither a metric that earns points nor deduct");
    says(&item("from = 0\nto = 1"), "need a metric");
    says(&item("metric = \"graphic_share\""), "give either from and to (points in proportion) or steps");
    let named = item("metric = \"graphic_share\"\nfrom = 0\nto = 1").replace("one", "graphic_share");
    says(&named, "line 4: graphic_share is the id of a metric of the sheet");
    says(&item("metric = \"graphic_share\"\nfrom = 1\nto = 0"), "run against the direction");
    says(&item("metric = \"graphic_share\"\nsteps = [{ at = 0.5, points = 11 }]"), "points from 0 to 10");
    says(&item("metric = \"received_new\"\nsteps = [{ at = 5, points = 1 }]"), "has no good end");
    says(
        &item("deduct = [{ metric = \"check_finding\", each = 1 }]"),
        "line 7: there is no metric \"check_finding\"",
    );
    says(&item("deduct = [{ metric = \"check_findings\", each = -1 }]"), "each and most must be above 0");
}

#[test]
fn groups_of_items_hang_together() {
    let group = |id: &str, more: &str| {
        format!("[[group]]\nid = \"{id}\"\ntitle = {{ zh = \"甲\", en = \"a\" }}\n{more}\n")
    };
    let rule = "metric = \"graphic_share\"\nfrom = 0\nto = 1";
    let own = |name: &str| item(&format!("group = \"{name}\"\n{rule}"));
    says(
        &format!("{}{}", group("results", ""), own("result")),
        "there is no [[group]] with the id \"result\"",
    );
    says(&format!("{}{}", group("results", ""), own("result")), "did you mean results");
    says(&format!("{}{}", group("results", ""), item(rule)), "line 4: results has no item");
    says(
        &format!("{}{}", group("results", "cap = 0"), own("results")),
        "line 4: results: cap must be above 0",
    );
    says(&format!("{}{}", group("one", ""), own("one")), "one appears twice");
    says(&format!("{}[sensitivity]\nnormalise = []\n", item(rule)), "unknown field `normalise`");
}

#[test]
fn a_band_is_called_something() {
    says(
        &format!("band = [{{ from = 60 }}]\n{}", indicator("")),
        "a band needs name, or title.zh and title.en",
    );
}

#[test]
fn the_best_band_that_a_score_reaches_is_its_own() {
    let catalogue = Catalogue::built_in().unwrap();
    let bands = "band = [{ name = \"合格\", from = 60 }, { name = \"优秀\", from = 90 }]\n";
    let scheme = Scheme::parse("my.toml", &format!("{HEAD}{bands}{}", indicator("")), &catalogue).unwrap();
    assert_eq!(
        [59.9, 60.0, 89.9, 90.0].map(|score| scheme.band(score)),
        [None, Some("合格"), Some("合格"), Some("优秀")]
    );
}
