package backbench.report.picture;

import backbench.commons.Printable;
import java.util.Locale;
import java.util.regex.Pattern;

/** Writes SVG, with a title and a description for those who do not see it. */
final class SvgWriter {

  /** How text looks; needs no font that is not there. */
  static final String TEXT_STYLE =
      "text{font:12px system-ui,sans-serif}.head{font-weight:600;font-size:14px}";

  /**
   * What XML 1.0 has no spelling for, beside the controls and surrogates that are never printed.
   */
  private static final Pattern NOT_XML = Pattern.compile("[\\uFFFE\\uFFFF]");

  private final StringBuilder out = new StringBuilder();

  /** Starts the picture: its words, its style, its paper and its heading. */
  void start(String title, String description, String style, int width, int height) {
    open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 " + width + " " + height,
        "width",
        width,
        "height",
        height,
        "role",
        "img",
        "aria-labelledby",
        "title description");
    filled("title", title, "id", "title");
    filled("desc", description, "id", "description");
    filled("style", style);
    empty("rect", "class", "paper", "width", width, "height", height);
    filled("text", title, "class", "head", "x", 16, "y", 22);
  }

  /** Ends the picture and returns it. */
  String end() {
    close("svg");
    return out.toString();
  }

  void empty(String name, Object... attributes) {
    tag(name, attributes).append("/>\n");
  }

  void filled(String name, String content, Object... attributes) {
    tag(name, attributes).append(">").append(text(content)).append("</");
    out.append(name).append(">\n");
  }

  void open(String name, Object... attributes) {
    tag(name, attributes).append(">\n");
  }

  void close(String name) {
    out.append("</").append(name).append(">\n");
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** Starts an element with attributes by name and value, one after the other. */
  private StringBuilder tag(String name, Object... attributes) {
    out.append("<").append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      Object value = attributes[i + 1];
      String spelled = value instanceof Double real ? number(real) : value.toString();
      out.append(" ").append(attributes[i]).append("=\"").append(text(spelled)).append("\"");
    }
    return out;
  }

  /** Makes text that came from a result harmless. */
  private static String text(String text) {
    return Printable.line(NOT_XML.matcher(text).replaceAll(" "))
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
