"""How a reader's edition and the front page of an audit trail look: ink on paper, by day and night, and printed."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --paper: #FCFBF8; --panel: #F4F2EC; --ink: #22262B; --soft: #5F656C; --rule: #E3DFD6;
  --accent: #2F5D8A; --hint: #855C00; --mark: #E4ECF4; }
@media (prefers-color-scheme: dark) { :root { --paper: #1C1E21; --panel: #24272B; --ink: #E4E2DC; --soft: #A3A8AE;
  --rule: #34383D; --accent: #8DB4DC; --hint: #D9B25A; --mark: #33485C; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.65 Georgia, "Liberation Serif", serif; }
header, main, .contents, .register { max-width: 46rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
h1, h2, h3, h4 { line-height: 1.25; margin: 2rem 0 .5rem; font-weight: 600; }
h1 { font-size: 2rem; margin-top: .25rem; } h2 { font-size: 1.4rem; } h3 { font-size: 1.125rem; }
h4 { font-size: 1rem; }
p { margin: .5rem 0; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem 1rem; z-index: 1; }
.kind, .about, .leads, .places, .back, figcaption, .gap, .contents, nav li { font-family: system-ui, "Liberation Sans",
  sans-serif; font-size: .875rem; line-height: 1.5; }
.kind, .about, .places, figcaption, .gap { color: var(--soft); }
.kind { text-transform: none; margin: 0; }
.hint { color: var(--hint); font-family: system-ui, "Liberation Sans", sans-serif; font-size: .875rem; }
.contents ul, .register ul { list-style: none; padding: 0; columns: 16rem; }
.contents li, .register li { break-inside: avoid; margin: .15rem 0; }
summary { cursor: pointer; } summary h2, summary h3, summary h4 { display: inline; }
details.code, details.memo, details.text, article.claim { margin: 1.5rem 0; border-top: 1px solid var(--rule);
  padding-top: .75rem; }
article.claim h3 { margin-top: .25rem; }
:target { background: var(--mark); }
figure { margin: 1rem 0; }
figure.q { border-left: 3px solid var(--rule); padding-left: 1rem; }
blockquote { margin: 0; }
figcaption a.place { white-space: normal; }
.trail, .trail ul { padding-left: 1.25rem; } .trail li { margin: .25rem 0; }
.places { display: block; }
.map svg { max-width: 100%; height: auto; background: #fff; border-radius: 6px; }
.text ol { padding-left: 3.5rem; overflow-wrap: anywhere; }
.text li { white-space: pre-wrap; } .text li::marker { color: var(--soft); font: .75rem system-ui, sans-serif; }
.text li.gap { list-style: none; white-space: normal; margin: .5rem 0; }
.back { margin-left: .75rem; } .back a { margin-right: .5rem; text-decoration: none; }
.back a::before { content: "↑ "; }
mark { background: var(--mark); color: inherit; border-radius: 2px; }
table { border-collapse: collapse; width: 100%; font: .875rem/1.5 system-ui, "Liberation Sans", sans-serif; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--rule); }
td.n, th.n { text-align: right; }
.files a { margin-right: .6rem; white-space: nowrap; }
@media print { :root { --paper: #fff; --ink: #000; --soft: #444; --accent: #000; --mark: #eee; --rule: #bbb; }
  body { font-size: 10.5pt; } header, main { max-width: none; padding: 0; } .skip, .register { display: none; }
  figure, li, tr { break-inside: avoid; } h2, h3, h4 { break-after: avoid; } }
"""
