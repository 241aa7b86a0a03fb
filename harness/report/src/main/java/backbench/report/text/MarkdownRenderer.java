package backbench.report.text;

import backbench.commons.Printable;
import backbench.report.layout.Element;
import backbench.report.layout.ElementVisitor;
import backbench.report.layout.Table;
import backbench.report.layout.Table.Column;
import backbench.report.layout.Table.Group;
import backbench.report.layout.Table.Row;
import backbench.report.layout.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes elements as GitHub-flavoured Markdown. */
public final class MarkdownRenderer implements ElementVisitor {

  /**
   * Parts what GitHub would link or take for a name. An escape does not: it looks for addresses and
   * names in the text that escapes have been read in.
   */
  private static final String PART = "<!-- -->";

  private static final Pattern LINKED =
      Pattern.compile(
          "(?<=:)(?=//)|(?<=\\bwww)(?=\\.)|(?<=@)(?=\\w)|(?<=#)(?=\\d)", Pattern.CASE_INSENSITIVE);

  private final StringBuilder out = new StringBuilder();

  private MarkdownRenderer() {}

  /** Returns the text, ending with a line end. */
  public static String render(List<Element> elements) {
    MarkdownRenderer renderer = new MarkdownRenderer();
    for (Element element : elements) {
      element.accept(renderer);
    }
    return renderer.out.toString().stripTrailing() + "\n";
  }

  @Override
  public void heading(Element.Heading heading) {
    paragraph("#".repeat(heading.level()) + " " + escaped(heading.text()));
  }

  @Override
  public void paragraph(Element.Paragraph paragraph) {
    paragraph(escaped(paragraph.text()));
  }

  @Override
  public void warning(Element.Warning warning) {
    paragraph("> **Warning:** " + escaped(warning.text()));
  }

  @Override
  public void items(Element.Items items) {
    paragraph(
        items.items().stream().map(item -> "- " + escaped(item)).collect(Collectors.joining("\n")));
  }

  @Override
  public void verbatim(Element.Verbatim verbatim) {
    paragraph(fenced(verbatim.lines()));
  }

  @Override
  public void tabular(Element.Tabular tabular) {
    table(tabular.table());
  }

  @Override
  public void picture(Element.Picture picture) {
    // A bracket in the description would end it.
    String words = marked(picture.description()).replace("[", "\\[").replace("]", "\\]");
    paragraph("![" + words + "](" + picture.path() + ")");
  }

  /** Fences lines with more backticks than any of them has in a row, so that none can close it. */
  private static String fenced(List<String> lines) {
    String body = lines.stream().map(Printable::blanked).collect(Collectors.joining("\n"));
    String fence = "```";
    while (body.contains(fence)) {
      fence += "`";
    }
    return fence + "text\n" + body + "\n" + fence;
  }

  private void paragraph(String text) {
    out.append(text).append("\n\n");
  }

  private void table(Table table) {
    if (table.groups().isEmpty()) {
      paragraph("Nothing was measured.");
      return;
    }
    boolean[] shown = shown(table);
    boolean notes =
        table.groups().stream()
            .flatMap(group -> group.rows().stream())
            .anyMatch(row -> !row.note().isEmpty());
    for (Group group : table.groups()) {
      if (!group.title().isEmpty()) {
        paragraph("**" + escaped(group.title()) + "**");
      }
      List<String> headings = new ArrayList<>();
      List<String> rules = new ArrayList<>();
      for (int i = 0; i < shown.length; i++) {
        if (shown[i]) {
          Column column = table.columns().get(i);
          headings.add(escaped(column.heading()));
          rules.add(column.right() ? "--:" : ":--");
        }
      }
      if (notes) {
        headings.add("note");
        rules.add(":--");
      }
      line(headings);
      line(rules);
      for (Row row : group.rows()) {
        line(cells(row, shown, notes));
      }
      out.append("\n");
    }
  }

  private static List<String> cells(Row row, boolean[] shown, boolean notes) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < shown.length; i++) {
      if (shown[i]) {
        cells.add(cell(row.values().get(i), row.struck()));
      }
    }
    if (notes) {
      cells.add(escaped(row.note()));
    }
    return cells;
  }

  private static String cell(Value value, boolean struck) {
    String text = escaped(value.full());
    return switch (value.kind()) {
      case LABEL -> text;
      case MEASURED -> struck ? "~~" + text + "~~" : text;
      case GOOD, BAD -> struck ? text : "**" + text + "**";
    };
  }

  private void line(List<String> cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  /** Leaves out columns in which no row has anything. */
  private static boolean[] shown(Table table) {
    boolean[] shown = new boolean[table.columns().size()];
    for (int i = 0; i < shown.length; i++) {
      int column = i;
      shown[i] =
          table.groups().stream()
              .flatMap(group -> group.rows().stream())
              .anyMatch(row -> !row.values().get(column).equals(Value.NONE));
    }
    return shown;
  }

  /** Makes text that came from a result harmless: no markup, no links, no line breaks. */
  private static String escaped(String text) {
    return LINKED.matcher(marked(text)).replaceAll(PART);
  }

  /** Takes the meaning from what Markdown reads as markup. */
  private static String marked(String text) {
    String oneLine = Printable.line(text);
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < oneLine.length(); i++) {
      char c = oneLine.charAt(i);
      switch (c) {
        case '\\', '`', '*', '_', '|', '~', '#' -> escaped.append('\\').append(c);
        // A bracket opens a link only where a parenthesis follows.
        case '(' -> escaped.append(i > 0 && oneLine.charAt(i - 1) == ']' ? "\\(" : "(");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
