#include "render/typst_style.hpp"

namespace atalaya::render {

const std::string_view typst_style = R"typst(
#let ink = rgb("#14212b")
#let ink2 = rgb("#4b5a66")
#let ink3 = rgb("#61707b")
#let line1 = rgb("#dcdfda")
#let line2 = rgb("#c3c9c5")
#let sunk = rgb("#f3f4f1")
#let accent = rgb("#0a5f73")
#let soft = rgb("#e1eff1")
#let signal = rgb("#b23c00")

// How much closer than usual all is set, 0 to 3, so that a document keeps to its pages: the type and the margins a
// little, the space between lines and blocks more.
#let tight = int(sys.inputs.at("tight", default: "0"))
#let space = 1 - .1 * tight
#let leading = 1 - .05 * tight

#let hatch = tiling(size: (3pt, 3pt))[#place(line(start: (0%, 100%), end: (100%, 0%), stroke: .4pt + line2))]

// A number that leads to its row in the appendix: dotted in a sentence (n), plain in a table (m).
#let m(id, body) = link(label("f-" + id), body)
#let n(id, body) = m(id, underline(stroke: (paint: ink3, thickness: .5pt, dash: "densely-dotted"), offset: 1.8pt,
  evade: false, body))
#let b(body) = text(weight: 600, body)

// A sign that the typeface lacks, drawn; read aloud as itself.
#let sign(name, path) = box(height: .66em, baseline: 0pt, image(bytes(
  "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><path fill='#14212b' d='" + path + "'/></svg>"),
  format: "svg", height: .66em, alt: name))

// What a cell says by its look.
#let mark(kind, body) = {
  if kind == "conclusive" { text(weight: 600, fill: accent, body) }
  else if kind == "inconclusive" { text(fill: ink3, body) }
  else if kind == "missing" or kind == "provisional" { text(fill: ink2, body) }
  else { body }
}

// An interval, "295,6–347,3", is never parted at its dash.
#let whole-intervals(body) = { show regex("[0-9.,]+–[0-9.,]+"): box; body }

#let badge(body) = box(fill: rgb("#fdeee3"), inset: (x: 4pt, y: 2.2pt), radius: 2pt,
  text(size: 7pt, weight: 600, fill: signal, body))

#let small(body) = { set text(size: 7.4pt, fill: ink2); set par(leading: .5em * leading, spacing: .5em * space); body }
#let finding(body) = block(width: 100%, stroke: (left: 2.2pt + accent), inset: (left: 8pt, y: 2.6pt * space), spacing: .75em * space,
  text(size: 10.4pt, body))
#let note(body) = small(par(body))
#let gloss(body) = block(width: 100%, fill: sunk, inset: (x: 8pt, y: 6pt * space), radius: 3pt, spacing: .9em * space,
  text(size: 8.6pt, fill: ink2, body))

// ((label, value, below), ...). The numbers stand in one line, whatever lines their labels take.
#let kpis(..items) = block(width: 100%, stroke: .6pt + line1, radius: 4pt, spacing: 1.1em * space, breakable: false,
  layout(size => {
    let items = items.pos()
    let side = 8pt
    let name(body) = { set par(leading: .45em); text(size: 7.6pt, fill: ink2, body) }
    let room = size.width / calc.max(items.len(), 1) - 2 * side
    let tallest = calc.max(0pt, ..items.map(((label, ..)) => measure(name(label), width: room).height))
    grid(
      columns: (1fr,) * items.len(),
      inset: (x: side, y: 7pt * space),
      stroke: (x, y) => if x > 0 { (left: .6pt + line1) },
      ..items.map(((label, value, below)) => {
        set par(leading: .45em, spacing: .5em)
        block(height: tallest, spacing: .8em, par(name(label)))
        par(text(size: 16pt, weight: 600, value))
        par(text(size: 7.6pt, fill: ink2, below))
      }))
  }))

#let title-of(id, title, subtitle) = {
  set text(number-width: "proportional")
  set par(leading: .45em, spacing: .42em)
  par({ text(fill: accent, weight: 600, size: 8pt, id); h(.5em); text(weight: 600, size: 9pt, title) })
  if subtitle != "" { par(text(size: 7.6pt, fill: ink2, subtitle)) }
}

#let picture(id, title, subtitle, width, alt, svg, ..notes) = block(spacing: 1.2em * space, breakable: false, width: 100%, {
  figure(kind: image, supplement: none, numbering: none, gap: .5em,
    caption: figure.caption(position: top, title-of(id, title, subtitle)),
    image(bytes(svg), format: "svg", width: width, alt: alt))
  for one in notes.pos() { note(one) }
})

#let pair(..pictures) = block(spacing: 1.2em * space, breakable: false, width: 100%, grid(
  columns: (1fr,) * pictures.pos().len(), column-gutter: 5mm, ..pictures.pos()))

// columns: ((heading, width, numeric), ...); groups: ((heading, columns), ...) or ().
#let sheet(id, title, subtitle, columns, groups, size, width, tall, cells, notes) = {
  let rows = calc.quo(cells.len(), columns.len())
  let side(column) = if column.at(2) { right } else { left }
  let head(body, ..how) = table.cell(inset: (x: 3pt, y: 2.4pt), ..how,
    text(size: size - .4pt, weight: 600, fill: ink2, body))
  // A long table, or one of long cells, may go on overleaf, but begins only where a good part of it fits.
  let splits = rows > 12 or tall
  if splits { block(height: 32mm, above: 1.2em * space, below: 0pt, breakable: false); v(-32mm) }
  block(above: if splits { 0pt } else { 1.2em * space }, below: 1.2em * space, width: 100%, breakable: splits, {
    set text(size: size, number-width: "tabular")
    set par(leading: .42em, justify: false)
    set table.cell(breakable: false)
    show figure: set block(breakable: splits)
    figure(kind: table, supplement: none, numbering: none, gap: .5em,
      caption: figure.caption(position: top, title-of(id, title, subtitle)),
      block(width: width, table(
        columns: columns.map(c => c.at(1)),
        align: columns.map(c => side(c) + horizon),
        inset: (x: 3pt, y: 2.9pt * space),
        stroke: (x: none, top: none, bottom: .4pt + line1),
        table.header(
          ..groups.map(((body, span)) => head(body, colspan: span, align: center + bottom,
            stroke: (bottom: if body != "" { .5pt + line2 } else { none }))),
          ..columns.map(c => head(c.at(0), align: side(c) + bottom, stroke: (bottom: .8pt + ink2)))),
        ..cells)))
    set text(number-width: "proportional")
    if notes.len() > 0 { block(breakable: false, width: 100%, above: .78em, { for one in notes { note(one) } }) }
  })
}

// Where the links to a figure lead: the beginning of its name.
#let place-of(id) = [#metadata(id)#label("f-" + id)#text(weight: 600, fill: accent, number-width: "tabular",
  id.slice(0, 8))]

// What a page has between its margins.
#let margins = (x: 17mm, top: 19mm - 1mm * tight, bottom: 17mm - 1mm * tight)
#let page-width = 210mm - 2 * margins.x
#let page-height = 297mm - margins.top - margins.bottom

// What all figures have in common, then what the appendix's form makes of its parts, in columns of small type
// that end with the sources. The columns of its last page are of one length: so much as all of it takes, divided by
// their number, and a little for headings that are said again or are not parted from their lines. An appendix of
// which a few lines alone would stand on its last page, or on its first below what opens it, begins on a new one.
#let appendix-in(count, title, shared, sources, body) = {
  let gutter = 4.5mm
  let few = 80pt
  let small(body) = { set text(size: 6pt, hyphenate: true); set par(leading: .32em, spacing: .4em); body }
  let opening = { heading(level: 1, title); small({ for one in shared { par(text(fill: ink2, one)) }; v(1pt) }) }
  let parts = small({ body; sources })
  // With so much lost on each page: the heading of the table, and at most what is kept together at a column's end.
  let length(lost) = {
    let one = measure(parts, width: (page-width - (count - 1) * gutter) / count).height / count
    one + lost * (1 + calc.floor(one / page-height))
  }
  let (least, most) = (12pt, 32pt)
  let pages(what) = calc.ceil(what.pt() / page-height.pt())
  // Begun at a height of the page: how far it goes beyond it, whether a few lines alone would stand on the last one, and
  // whether it is sure how many pages it takes.
  let beyond(y, lost) = length(lost) - (margins.top + page-height - y)
  let spills(over) = over > 0pt and calc.rem(over.pt(), page-height.pt()) * 1pt < few
  let sure(y) = pages(beyond(y, least)) == pages(beyond(y, most))
  // Where the page is left off; a context that breaks the page is itself on the next one.
  [#metadata(none)<before-appendix>]
  context {
    let begins = measure(opening, width: page-width).height + 20pt
    let y = locate(<before-appendix>).position().y + begins
    let over = beyond(y, most)
    let bare = margins.top + page-height - y < few
    if bare or (spills(over) and sure(y) and pages(begins + length(most)) <= pages(over)) { pagebreak(weak: true) }
  }
  opening
  context {
    let y = here().position().y
    let parts = small(columns(count, gutter: gutter, { body; sources }))
    if sure(y) { block(height: length(most), width: 100%, parts) } else { parts }
  }
}

// ((letter, name, deliveries), ...)
#let sources(title, ..all) = {
  block(above: 1.2em, below: .5em, sticky: true, width: 100%, stroke: (top: .6pt + ink2), inset: (top: 2.4pt),
    text(weight: 700, title))
  set par(hanging-indent: 8pt)
  for (key, name, deliveries) in all.pos() {
    par({ text(weight: 600, key); h(3pt); name; if deliveries != "" { text(fill: ink2, ": " + deliveries) } })
  }
}

// A line for each figure, under the section that shows it and its indicator. What was measured and its value
// share a cell, so that a long one of them has the room that the other leaves; the value stands at the right end
// of the first line or the next.
#let at-ends(what, value) = { what; [ ]; box(width: 2pt); h(1fr); sym.wj; box(value) }
#let figure-line(id, what, value, used, left-out, keys) = (place-of(id), at-ends(text(fill: ink2, what), value),
  ..(used, left-out).map(n => text(fill: ink2, number-width: "tabular", n)), keys)
#let entry(id, body) = { place-of(id); " "; body }
#let entries(what, ..all) = { text(fill: ink2, what + ": "); all.pos().join("; ") }
#let run-in-line(body) = table.cell(colspan: 5, body)
#let lines(indicator, ..all) = (
  table.header(level: 3, repeat: false, table.cell(colspan: 5, inset: (x: 1.5pt, top: 2.8pt, bottom: 1.4pt),
    text(weight: 600, indicator))),
  ..all.pos().flatten())
#let part(title, ..all) = (title, all.pos())
#let appendix-table(title, shared, sources, head, ..parts) = {
  let (figure, measure, value, records, source) = head
  appendix-in(2, title, shared, sources, table(
    columns: (35pt, 1fr, 33pt, 16pt, 22pt),
    align: (x, y) => if x == 2 or x == 3 { right } else { left },
    inset: (x: 1.5pt, y: 1.1pt),
    stroke: none,
    // The last head, a whole word over letters, has the width of its column to the edges.
    table.header(level: 1, ..((figure, 1, 1.5pt), (at-ends(measure, value), 1, 1.5pt), (records, 2, 1.5pt),
      (source, 1, 0pt)).map(((h, n, side)) => table.cell(
      colspan: n, inset: (x: side, top: 2pt, bottom: 1.4pt), block(width: 100%, stroke: (bottom: .6pt + ink2),
        inset: (bottom: 2.4pt), outset: (x: side), text(weight: 600, fill: ink2, hyphenate: false, h))))),
    ..parts.pos().map(((title, all)) => (
      table.header(level: 2, repeat: false, table.cell(colspan: 5, inset: (x: 1.5pt, top: 5pt, bottom: 1.6pt),
        stroke: (bottom: .4pt + line2), text(weight: 700, fill: accent, size: 6.8pt, title))),
      ..all.flatten())).flatten()))
}

// The same as run-in text, under the indicators.
#let group(indicator, ..all) = {
  block(above: .75em, below: .4em, sticky: true, width: 100%, stroke: (bottom: .4pt + line2), inset: (bottom: 1.4pt),
    text(weight: 700, indicator))
  par(all.pos().join("; "))
}
#let appendix-run-in(title, shared, sources, ..groups) = appendix-in(3, title, shared, sources,
  for one in groups.pos() { one })

#let bulletin(title: "", kicker: "", main: "", head: (), badges: (), footer: "", page-word: "", language: "es",
              region: none, date: none, body) = {
  set document(title: title, author: (), date: date)
  set text(font: "Public Sans", lang: language, region: region, size: 9.2pt - .15pt * tight, fill: ink, number-type: "lining",
    hyphenate: false)
  set page(paper: "a4", margin: margins,
    header: {
      set text(size: 7.4pt, fill: ink2)
      grid(columns: (1fr, auto), align: (left + horizon, right + horizon), column-gutter: 6mm,
        title, badges.map(badge).join(h(4pt)))
      v(-4pt)
      line(length: 100%, stroke: .5pt + line1)
    },
    footer: context {
      set text(size: 7.4pt, fill: ink2)
      grid(columns: (1fr, auto), column-gutter: 6mm, footer,
        [#page-word #counter(page).display()/#counter(page).final().first()])
    })
  set par(leading: .58em * leading, spacing: .78em * space, justify: false)
  show heading: set text(hyphenate: false)
  show heading.where(level: 1): it => block(above: 1.5em * space, below: .75em * space, sticky: true, width: 100%,
    stroke: (top: .8pt + accent), inset: (top: 5pt), text(size: 12.5pt, weight: 600, fill: ink, it.body))
  show heading.where(level: 2): it => block(above: 1.1em * space, below: .6em * space, sticky: true,
    text(size: 10pt, weight: 600, fill: accent, it.body))
  show heading.where(level: 3): it => block(above: 1em * space, below: .5em * space, sticky: true,
    text(size: 9.2pt, weight: 600, it.body))
  // A blank to be filled in by hand, "____": a line with room to write on it.
  show regex("_{4,}"): it => box(width: .5em * it.text.len(), height: 1.4em, stroke: (bottom: .6pt + ink2))
  show figure.caption: it => block(width: 100%, sticky: true, align(left, it.body))
  show figure: set align(left)
  show std.title: set text(size: 19pt, weight: 700)
  show std.title: set block(above: 0pt, below: .6em)
  show std.title: set par(leading: .4em)

  std.title({
    if kicker != "" { text(size: 9.6pt, weight: 600, fill: accent, kicker); linebreak() }
    main
  })
  { set text(size: 7.8pt, fill: ink2); set par(leading: .5em, spacing: .5em); par(head.join("  ·  ")) }
  v(.4em)
  body
}
)typst";

}  // namespace atalaya::render
