package backbench.report.text;

import backbench.commons.Printable;
import backbench.report.layout.Element;
import backbench.report.layout.ElementVisitor;
import java.util.ArrayList;
import java.util.List;

/** Writes elements for a terminal: aligned columns, colour only where it is wanted. */
public final class TerminalRenderer implements ElementVisitor {

  private static final int LONGEST_LINE = 100;

  private final Terminal terminal;
  private final Ink ink;
  private final StringBuilder out = new StringBuilder();

  private TerminalRenderer(Terminal terminal) {
    this.terminal = terminal;
    this.ink = new Ink(terminal.colour());
  }

  /** Returns the text, ending with a line end. */
  public static String render(List<Element> elements, Terminal terminal) {
    TerminalRenderer renderer = new TerminalRenderer(terminal);
    for (Element element : elements) {
      element.accept(renderer);
    }
    String text = renderer.out.toString().stripTrailing() + "\n";
    return terminal.unicode() ? text : Ascii.of(text);
  }

  @Override
  public void heading(Element.Heading heading) {
    out.append(ink.strong(clean(heading.text()))).append("\n");
  }

  @Override
  public void paragraph(Element.Paragraph paragraph) {
    wrapped("", "", paragraph.text());
  }

  @Override
  public void warning(Element.Warning warning) {
    wrapped("! ", "  ", warning.text());
  }

  @Override
  public void items(Element.Items items) {
    items.items().forEach(item -> wrapped("  ", "    ", item));
    out.append("\n");
  }

  @Override
  public void verbatim(Element.Verbatim verbatim) {
    verbatim.lines().forEach(line -> out.append("    ").append(clean(line)).append("\n"));
    out.append("\n");
  }

  @Override
  public void tabular(Element.Tabular tabular) {
    out.append("\n");
    new TerminalTable(tabular.table(), terminal, ink).lines().forEach(this::line);
    out.append("\n");
  }

  @Override
  public void picture(Element.Picture picture) {
    wrapped("  ", "  ", picture.description());
  }

  private void line(String line) {
    out.append(line.stripTrailing()).append("\n");
  }

  private void wrapped(String first, String others, String text) {
    int width = Math.min(LONGEST_LINE, terminal.width());
    String indent = first;
    for (String line : lines(clean(text), Math.max(20, width - others.length()))) {
      out.append(indent).append(line).append("\n");
      indent = others;
    }
  }

  /** Breaks text at spaces; a word that is wider than a line stays whole. */
  static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** Takes out line breaks and escape sequences: results may come from elsewhere. */
  static String clean(String text) {
    return Printable.line(text);
  }
}
