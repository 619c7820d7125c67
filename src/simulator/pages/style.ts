/** The look of all pages: light and dark, from a phone upwards, no picture and no font to load. */
export const STYLE = `
:root {
  --ground: #f4f5f7; --card: #fff; --text: #17202b; --soft: #5a6472; --line: #d9dee5; --accent: #ffc439;
  --accent-text: #17202b; --focus: #0b63ce; --bad: #9c1c1c; --bad-ground: #fdecec; --bar: #17202b; --bar-text: #f4f5f7;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #10151b; --card: #1a212a; --text: #e9edf2; --soft: #a3adba; --line: #323c48; --accent: #ffc439;
    --accent-text: #17202b; --focus: #79b8ff; --bad: #ffb4ab; --bad-ground: #3d1a1a; --bar: #05080b; --bar-text: #e9edf2;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
.bar { display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; align-items: baseline;
  padding: .75rem 1.25rem; background: var(--bar); color: var(--bar-text); }
.bar p { margin: 0; }
.bar .hint { color: inherit; opacity: .75; }
.brand { font-weight: 600; }
.badge { padding: .1rem .45rem; margin-right: .35rem; border-radius: .3rem; background: var(--accent);
  color: var(--accent-text); font-size: .75rem; text-transform: uppercase; letter-spacing: .04em; }
main { margin: 1.5rem auto; padding: 0 1rem; }
main.narrow { max-width: 34rem; }
main.wide { max-width: 68rem; }
.card { margin: 0 0 1rem; padding: 1.25rem; border: 1px solid var(--line); border-radius: .75rem; background: var(--card); }
.card > :first-child { margin-top: 0; }
.card > :last-child { margin-bottom: 0; }
fieldset.card { min-inline-size: 0; }
legend { float: left; width: 100%; margin-bottom: .75rem; padding: 0; font-weight: 600; font-size: 1.05rem; }
legend + * { clear: both; }
h1 { margin: 0 0 .5rem; font-size: 1.35rem; }
h2 { margin: 0 0 .75rem; font-size: 1.05rem; }
.shop { margin: 0; color: var(--soft); }
.lead { margin: -.4rem 0 1rem; color: var(--soft); }
.hint { color: var(--soft); font-size: .875rem; }
.tag { float: right; margin: -1.5rem 0 0; padding: 0 .5rem; border: 1px solid var(--line); border-radius: 1rem;
  color: var(--soft); font-size: .8rem; }
.who { display: flex; flex-wrap: wrap; gap: .25rem 1rem; justify-content: space-between; align-items: baseline; }
.who p { margin: 0; }
code { font: .875em ui-monospace, monospace; overflow-wrap: anywhere; }
label { display: block; margin: .75rem 0 .25rem; font-weight: 600; }
input[type=email], input[type=password], input[type=text], select { width: 100%; padding: .6rem .7rem;
  border: 1px solid var(--line); border-radius: .5rem; background: var(--ground); color: inherit; font: inherit; }
.option { display: flex; gap: .75rem; align-items: flex-start; margin: 0 0 .5rem; padding: .75rem; border: 1px solid var(--line);
  border-radius: .5rem; font-weight: 400; cursor: pointer; }
.option:has(:checked) { border-color: var(--focus); box-shadow: inset 0 0 0 1px var(--focus); }
.option:has(:disabled) { cursor: not-allowed; border-style: dashed; color: var(--soft); }
.option input { flex: none; width: 1.1rem; height: 1.1rem; margin: .2rem 0 0; accent-color: var(--focus); }
.what { display: flex; flex-direction: column; }
button { padding: .6rem 1rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); color: inherit;
  font: inherit; cursor: pointer; }
button:hover { border-color: var(--soft); }
button.primary { margin-top: 1rem; border-color: var(--accent); background: var(--accent); color: var(--accent-text); font-weight: 600; }
.actions button.primary { margin-top: 0; flex: 1 1 100%; }
button.link { padding: 0; border: 0; background: none; color: var(--focus); text-decoration: underline; }
.rows { display: grid; gap: .5rem; }
button.row { display: flex; flex-wrap: wrap; gap: 0 .75rem; justify-content: space-between; text-align: left; }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0 0 1.5rem; }
.actions button { flex: 1 1 8rem; }
.problem { margin: 0 0 1rem; padding: .75rem; border-radius: .5rem; background: var(--bad-ground); color: var(--bad); }
.problem code { display: block; font-weight: 600; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
a { color: var(--focus); }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th, td { padding: .5rem .5rem .5rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; }
th { border-top: 0; color: var(--soft); font-weight: 600; }
td form { display: flex; gap: .35rem; margin-bottom: .35rem; }
td select, td input[type=text] { padding: .35rem; }
td input[type=text] { width: 7rem; }
td button { padding: .35rem .6rem; white-space: nowrap; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
`
