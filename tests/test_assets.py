"""The linker on small modules, and the scripts and styles of the package itself."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
import quickjs

from reportgen import assets
from reportgen.extras import extras_for
from reportgen.linker import LinkError, link, link_with_extras
from reportgen.linker.scan import ScanError, compact, scan


def write(folder: Path, **modules: str) -> Path:
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder / "main.js"


def run(script: str, expression: str) -> object:
    context = quickjs.Context()
    context.eval(script)
    return context.eval(expression)


def test_modules_run_in_the_order_of_their_imports(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        main='import { a, b as c } from "./one.js";\nexport { two } from "./two.js";\n'
        "export function total() {\n  return a + c();\n}\nexport const name = `\n  kept ${a}\n`;\n",
        one='import { two } from "./two.js";\nexport const a = two + 1;\n'
        "export function b() {\n  return 10;\n}\n",
        two="/** Two. */\nexport const two = 2; // not three\n",
    )
    script = link(entry, "app", {})
    assert run(script, "app.total() + app.two") == 15
    assert run(script, "app.name") == "\n  kept 3\n"
    assert "Two." not in script
    assert "three" not in script
    assert link(entry, "app", {}) == script


def test_what_nothing_uses_is_left_out(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        main='import { used } from "./all.js";\nexport const x = used();\n',
        all='export { used } from "./some.js";\nexport { heavy } from "./heavy.js";\n',
        some='import { heavy } from "./heavy.js";\nconst KEPT = [1];\nexport function used() {\n'
        "  return [...KEPT].length;\n}\nexport function idle() {\n  return heavy;\n}\n",
        heavy="export const heavy = 'a heavy thing';\n",
    )
    script = link(entry, "app", {})
    assert run(script, "app.x") == 1
    assert "heavy" not in script
    assert "idle" not in script


NAMES = """
const count = 2;
class Box {
  count = 1;
  constructor(count) {
    this.inner = count;
  }
  get twice() {
    return this.count * count;
  }
}
function* each({ first, second: [other = count], ...rest }, ...more) {
  for (const first of more) yield first;
  yield* [first, other, rest.third];
}
export function all(of, { text = `a ${count} ${((count) => `${count}`)(3)}` } = {}) {
  let [a, b] = [1, 2], c = a;
  switch (c) {
    case a: {
      const count = { of, b, count() {
        return c;
      }, text };
      return [...each({ first: 1, second: [], third: 4 }, 9), ...Object.values(count).slice(0, 2),
        count.count(), count.text, new Box(5).inner, new Box(5).twice, a ? b : c];
    }
    default:
      try {
        return null;
      } catch (error) {
        return error.count;
      }
  }
}
"""


def test_names_become_short_and_mean_the_same(tmp_path: Path) -> None:
    script = link(write(tmp_path, main=NAMES), "app", {})
    context = quickjs.Context()
    context.eval(NAMES.replace("export ", ""))
    wanted = context.eval("JSON.stringify(all(7))")
    assert run(script, "JSON.stringify(app.all(7))") == wanted
    assert wanted == '[9,1,2,4,7,2,1,"a 2 3",5,2,2]'
    for word in ("other", "rest", "more", "each", "error"):
        assert word not in script


STARS = """
function* counted(start) {
  yield start;
  return start + 1;
}
function doubled(number) {
  return 2 * number;
}
export function both(of) {
  const asked = {
    *counted(start) {
      return { own: yield* counted(start), product: of * doubled(start), async *doubled(number) {} };
    },
  };
  return [...asked.counted(1)].concat(Object.entries(asked.counted(1).return({ of }).value).flat());
}
export function last(of) {
  const held = { *counted(start) { return [{ own: yield* counted(start) }, start * doubled(of)]; } };
  const steps = held.counted(of);
  return [steps.next().value, steps.next().value];
}
"""


def test_a_star_in_an_object_is_an_operator_or_opens_a_method(tmp_path: Path) -> None:
    script = link(write(tmp_path, main=STARS), "app", {})
    assert run(script, "JSON.stringify(app.both(7))") == '[1,"of",7]'
    assert run(script, "JSON.stringify(app.last(7))") == '[7,[{"own":8},98]]'


def test_an_extra_script_takes_from_the_first_what_it_has(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        main='import { count, add } from "./all.js";\nimport { h } from "lib";\n'
        'export function total() {\n  return [add(1), h(1)].join();\n}\nexport { count } from "./all.js";\n',
        all="const KEPT = [];\nconst [STEP] = [10];\n"
        "export function add(item) {\n  return KEPT.push(item * STEP);\n}\n"
        'export function count() {\n  return KEPT.join("+");\n}\n'
        'export function last() {\n  return [KEPT.at(-1), STEP, "heavy"];\n}\n',
        more='import { add, last } from "./all.js";\nimport { h, other } from "lib";\n'
        'import { alone } from "./alone.js";\nexport { total } from "./main.js";\n'
        "export function more(add2) {\n  add(add2);\n  return [last(), h(2), other, alone()].join();\n}\n",
        alone='export function alone() {\n  return "alone";\n}\n',
    )
    lib = tmp_path / "lib.mjs"
    lib.write_text(
        "var n=0;const o='other';export{f as h,o as other};function f(a){return n+=a}" + " " * 1000
    )
    scripts = link_with_extras(entry, "app", {"extra": tmp_path / "more.js"}, {"lib": lib})
    assert scripts == link_with_extras(entry, "app", {"extra": tmp_path / "more.js"}, {"lib": lib})
    assert [*scripts] == ["app", "extra"]
    assert "heavy" not in scripts["app"]
    assert "n+=a" not in scripts["extra"]
    assert run(scripts["app"], "app.total()") == "1,1"
    both = "\n".join(scripts.values())
    assert run(both, "[app.total(), extra.more(7), extra.total(), app.count()].join(' ')") == (
        "1,1 70,10,heavy,3,other,alone 3,4 10+70+10"
    )


def test_names_of_the_platform_are_kept(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        main='import { find } from "./find.js";\n'
        "export function f(a) {\n  return find(a) + Math.abs(a);\n}\n",
        find="export function find(Math) {\n  const a = Math, parseInt = 1;\n  return a + parseInt;\n}\n",
    )
    assert run(link(entry, "app", {}), "app.f(-3)") == 1


def test_a_vendored_file_may_be_minified(tmp_path: Path) -> None:
    (tmp_path / "lib.mjs").write_text(
        'import{h as e}from"base";var t=e+1;const w=/[`"]/;export default function(n){return n+t}'
        "export{t as two,w as pattern};\n//# sourceMappingURL=lib.mjs.map\n",
        encoding="utf-8",
    )
    (tmp_path / "base.mjs").write_text("var n=1;export{n as h};", encoding="utf-8")
    entry = write(
        tmp_path,
        main='import { default as add, two } from "lib";\nexport function f(x) {\n  '
        "return add(x) * two;\n}\n",
    )
    bare = {"lib": tmp_path / "lib.mjs", "base": tmp_path / "base.mjs"}
    assert run(link(entry, "app", bare), "app.f(3)") == 10


@pytest.mark.parametrize(
    ("modules", "message"),
    [
        ({"main": 'import x from "./a.js";\n', "a": ""}, "main.js:1: this form of import is not understood"),
        ({"main": "\nexport default 1;\n"}, "main.js:2: this form of export is not understood"),
        ({"main": 'const a = 1;\nif (a) { import "./a.js"; }\n'}, "main.js:2: import is understood at"),
        ({"main": 'import { b } from "./a.js";\n', "a": "export const a = 1;\n"}, "does not export 'b'"),
        ({"main": 'import { b } from "lib";\n'}, 'no module is known as "lib"'),
        ({"main": 'import { b } from "./none.js";\n'}, "none.js: No such file or directory"),
        ({"main": "const a = `b;\n"}, "main.js:1: a template that does not end"),
        ({"main": "\n\nconst a = 'b;\n"}, "main.js:3: a string that does not end"),
        ({"main": "/* a\n"}, "main.js:1: a comment that does not end"),
        (
            {
                "main": 'import { a } from "./a.js";\n',
                "a": 'import { b } from "./main.js";\nexport const a = 1;\n',
            },
            "import each other in a circle",
        ),
    ],
)
def test_what_cannot_be_linked_says_where(tmp_path: Path, modules: dict[str, str], message: str) -> None:
    with pytest.raises(LinkError) as raised:
        link(write(tmp_path, **modules), "app", {})
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("const a = 1; // one\n// two\nlet  b  =  2;", "const a=1;let b=2;"),
        ("a = b / c / d; // e", "a=b/c/d;"),
        ("a = /[/]'`\\/{/g.test(b) // c", "a=/[/]'`\\/{/g.test(b)"),
        ("return  /a/ ;", "return /a/;"),
        ("a + +b - -c + ++d", "a+ +b- -c+ ++d"),
        (
            "x = `a  // b ${ c /* d */ + `\n  e ${ {f: 1}.f }` }  g`;",
            "x=`a  // b ${c+`\n  e ${{f:1}.f}`}  g`;",
        ),
        ("f(`\\``, '//', \"/*\")", "f(`\\``,'//',\"/*\")"),
        ("a\n  .b()\n  .c()\nd", "a.b().c()\nd"),
        ("if (a) b\nelse c", "if(a)b\nelse c"),
        ("return\na", "return\na"),
        ("1 .toFixed()", "1 .toFixed()"),
        ("a ? .5 : 1", "a? .5:1"),
        ("[...a, ...b]", "[...a,...b]"),
    ],
)
def test_compact_keeps_the_meaning(text: str, wanted: str) -> None:
    assert compact(scan(text)) == wanted


def test_scan_gives_every_character() -> None:
    for path in sorted(assets.CLIENT.rglob("*.js")):
        text = path.read_text("utf-8")
        assert "".join(token.text for token in scan(text)) == text, path


def test_scan_says_where_it_fails() -> None:
    with pytest.raises(ScanError) as raised:
        list(scan("a = 'b\n'"))
    assert raised.value.offset == 4


BUDGET = {
    "client": 80_000,
    "engine": 17_000,
    "embed": 2_000,
    "media": 20_000,
    "viewers": 4_000,
    "markdown": 18_000,
    "formats": 17_000,
    "plots": 21_000,
    "map": 20_000,
    "summaries": 3_000,
    "compare": 46_000,
    "pivot": 6_000,
    "own": 4_000,
    "linked": 15_000,
    "tools": 48_000,
    "counting": 5_000,
    "single": 2_500,
}
"""Bytes that each script of a page may have, gzipped."""


def test_the_page_s_scripts_are_small_and_the_same_every_time() -> None:
    scripts = assets.client_scripts()
    assert scripts == assets.client_scripts.__wrapped__()
    assert {*scripts} == {*BUDGET}
    assert {n: s for n, s in scripts.items() if len(gzip.compress(s.encode(), 9)) > BUDGET[n]} == {}


@pytest.mark.parametrize(
    "names", [[], ["media"], ["markdown"], ["tools"], ["media", "viewers", "markdown", "tools"]]
)
def test_the_panels_start_when_all_scripts_have_come(names: list[str]) -> None:
    scripts = assets.client_scripts()
    context = quickjs.Context()
    context.eval(
        "var started = 0, waiting = [], document = { getElementById: () => void started++ };"
        "var window = globalThis, TextDecoder = class {}, TextEncoder = class {};"
        "function addEventListener(name, listener) { waiting.push([name, listener]); }"
    )
    for name in ["client", *names]:
        context.eval(scripts[name])
    assert context.eval("[started, waiting[0][0], waiting.length].join()") == "0,DOMContentLoaded,1"
    context.eval("waiting[0][1]()")
    assert context.eval("started") == 1


KINDS: list[tuple[dict[str, Any], list[str]]] = [
    ({"kind": "text"}, []),
    ({"kind": "integer", "classes": {"1": "cat"}}, []),
    ({"kind": "list", "item": {"kind": "float"}}, []),
    ({"kind": "list", "item": {"kind": "float"}, "length": 8}, ["media"]),
    ({"kind": "list", "item": {"kind": "text"}, "length": 8}, []),
    ({"kind": "image"}, ["media"]),
    ({"kind": "mixed"}, ["media"]),
    ({"kind": "mixed", "media": [["chart", "plotly"]]}, ["media", "viewers"]),
    ({"kind": "molecule", "formats": ["pdb"]}, ["media", "viewers"]),
    ({"kind": "text", "format": "markdown"}, ["markdown"]),
    ({"kind": "struct", "fields": [{"name": "a", "type": {"kind": "audio"}}]}, ["media"]),
    ({"kind": "map", "key": {"kind": "text"}, "value": {"kind": "list", "item": {"kind": "chart"}}},
     ["media", "viewers"]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "names"), KINDS)
def test_columns_ask_for_the_scripts_that_draw_them(kind: dict[str, Any], names: list[str]) -> None:
    assert extras_for([kind]) == names


def test_the_core_draws_by_the_same_rules() -> None:
    context = quickjs.Context()
    context.eval(assets.link("core/cells/registry.js", "registry"))
    for kind, names in KINDS:
        form = context.eval(f"registry.formOf({json.dumps(kind)})")
        here = context.eval(f"Object.hasOwn(registry.CELLS, {json.dumps(form)})")
        assert (here and form != "mixed") == (names == []), kind


def test_the_engine_comes_with_the_package() -> None:
    names = [*assets.engine_files()]
    assert names == sorted(names)
    assert {name.split(".")[0] for name in names} == {"duckdb-browser-eh", "duckdb-eh", "parquet"}


def test_styles_of_a_theme(tmp_path: Path) -> None:
    theme, own = tmp_path / "theme", tmp_path / "own"
    for folder, sheets in ((theme, {"b.css": "b {}", "a.css": "a {}\n"}), (own, {"b.css": "c {}"})):
        (folder / "static").mkdir(parents=True)
        for name, text in sheets.items():
            (folder / "static" / name).write_text(text, encoding="utf-8")
    assert assets.theme_styles(theme) == "/* a.css */\na {}\n/* b.css */\nb {}\n"
    assert assets.theme_styles(theme, own) == "/* a.css */\na {}\n/* b.css */\nc {}\n"
    (theme / "theme.toml").write_text('styles = ["b.css", "a.css"]\n', encoding="utf-8")
    assert assets.theme_styles(theme) == "/* b.css */\nb {}\n/* a.css */\na {}\n"
    (theme / "theme.toml").write_text('styles = ["d.css"]\n', encoding="utf-8")
    with pytest.raises(assets.ThemeError, match=r"there is no style sheet 'static/d\.css'"):
        assets.theme_styles(theme)


def test_the_default_theme_has_styles() -> None:
    assert "--rg-ink" in assets.theme_styles(assets.THEMES / "default")
