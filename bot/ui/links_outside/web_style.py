"""How the web form looks: calm, large enough for a thumb, light and dark, and without a script."""

CSS = """
:root {
  --paper: #f6f5f2; --sheet: #ffffff; --ink: #22252b; --soft: #555c68; --line: #8b919c;
  --hair: #e2e0da; --main: #1f5c57; --on-main: #ffffff; --wrong: #a3261f; --wash: #e8f1ef;
  --wrong-wash: #fbecea; --focus: #0b57d0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16181c; --sheet: #1f2228; --ink: #eceae5; --soft: #b4b8c0; --line: #868c97;
    --hair: #343842; --main: #8fd0c6; --on-main: #10201e; --wrong: #ffb3ab; --wash: #1f3330;
    --wrong-wash: #3a2422; --focus: #a8c7fa;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
.top { max-width: 40rem; margin: 0 auto; padding: 1rem 1.25rem .25rem; }
.brand { margin: 0; font-weight: 650; letter-spacing: .02em; color: var(--main); }
main { max-width: 40rem; margin: 0 auto; padding: 0 1.25rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: .5rem 0 .75rem; font-weight: 650; }
h2 { font-size: 1.1rem; margin: 0 0 .5rem; font-weight: 650; }
p { margin: 0 0 .75rem; }
a { color: var(--main); }
.step { color: var(--soft); margin: .25rem 0 0; }
.about, .aside, .answer, .notice, .summary {
  background: var(--sheet); border: 1px solid var(--hair); border-radius: .75rem;
  padding: 1rem 1.1rem; margin: 0 0 1.5rem;
}
.about p:last-child, .aside p:last-child, .notice p:last-child { margin-bottom: 0; }
.about .who { font-size: 1.15rem; font-weight: 650; margin-bottom: .15rem; }
.about p { margin-bottom: .15rem; }
.again { padding: .65rem 1.1rem; }
.again p { margin: 0; }
form + .aside { margin-top: 2rem; }
.aside form { margin-bottom: 1rem; }
.soft, .hint { color: var(--soft); }
.notice { background: var(--wash); border-color: var(--main); }
.summary, .problem { color: var(--wrong); }
.summary { background: var(--wrong-wash); border: 2px solid var(--wrong); }
.summary ul { margin: 0; padding-left: 1.2rem; }
.summary a { color: var(--wrong); }
.field, fieldset { margin: 0 0 1.75rem; padding: 0; border: 0; min-width: 0; }
.wrong { border-left: 4px solid var(--wrong) !important; padding-left: .9rem; }
label, legend { display: block; font-weight: 600; padding: 0; margin: 0 0 .15rem; }
.optional { font-weight: 400; color: var(--soft); }
.hint { margin: 0 0 .4rem; font-size: .97rem; }
.problem { margin: 0 0 .4rem; font-weight: 600; }
input[type=text], input[type=date], input[type=number], textarea {
  display: block; width: 100%; font: inherit; color: inherit; background: var(--sheet);
  border: 1px solid var(--line); border-radius: .5rem; padding: .7rem .8rem; min-height: 3rem;
}
textarea { min-height: 8.5rem; resize: vertical; }
input[type=number], input[type=date] { max-width: 14rem; }
input.code { max-width: 14rem; font-size: 1.5rem; letter-spacing: .15em; }
.choice { position: relative; display: flex; align-items: center; min-height: 2.9rem; gap: .75rem; }
.choice input { width: 1.4rem; height: 1.4rem; margin: 0; flex: none; accent-color: var(--main); }
.choice label { font-weight: 400; margin: 0; padding: .5rem 0; flex: 1; }
button, .button {
  display: inline-block; font: inherit; font-weight: 600; min-height: 3rem; padding: .65rem 1.3rem;
  border-radius: .6rem; border: 1px solid var(--main); background: transparent; color: var(--main);
  cursor: pointer; text-decoration: none;
}
button.main { background: var(--main); color: var(--on-main); }
.controls .button { text-align: center; }
button.quiet { border-color: transparent; padding-left: .4rem; padding-right: .4rem; }
.controls { display: flex; flex-direction: column; gap: .75rem; margin: 0 0 1.5rem; }
.more { border-top: 1px solid var(--hair); padding-top: 1rem; display: flex; flex-wrap: wrap;
  gap: .25rem 1rem; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.answer h2 { margin-bottom: .25rem; }
.answer p:last-child { margin-bottom: 0; }
@media (min-width: 36rem) {
  .controls { flex-direction: row; flex-wrap: wrap; }
  h1 { font-size: 1.9rem; }
}
@media print { button, .controls { display: none; } }
"""
