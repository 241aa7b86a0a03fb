package backbench.report.layout;

import java.util.List;

/** Holds a piece of a report, before any medium's looks; texts are plain. */
public sealed interface Element {

  /** Calls the visitor's method for this kind. */
  void accept(ElementVisitor visitor);

  /**
   * Heads what follows.
   *
   * @param level from 1, the report's title, to 3
   * @param text the heading
   */
  record Heading(int level, String text) implements Element {
    @Override
    public void accept(ElementVisitor visitor) {
      visitor.heading(this);
    }
  }

  /**
   * Says something.
   *
   * @param text one paragraph
   */
  record Paragraph(String text) implements Element {
    @Override
    public void accept(ElementVisitor visitor) {
      visitor.paragraph(this);
    }
  }

  /**
   * Warns of something that puts the comparison in doubt.
   *
   * @param text one paragraph
   */
  record Warning(String text) implements Element {
    @Override
    public void accept(ElementVisitor visitor) {
      visitor.warning(this);
    }
  }

  /**
   * Lists things.
   *
   * @param items one paragraph each
   */
  record Items(List<String> items) implements Element {
    @Override
    public void accept(ElementVisitor visitor) {
      visitor.items(this);
    }

    /** Copies the list. */
    public Items {
      items = List.copyOf(items);
    }
  }

  /**
   * Shows lines as they are: a log, a command.
   *
   * @param lines without their line ends
   */
  record Verbatim(List<String> lines) implements Element {
    @Override
    public void accept(ElementVisitor visitor) {
      visitor.verbatim(this);
    }

    /** Copies the list. */
    public Verbatim {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Shows a table.
   *
   * @param table the table
   */
  record Tabular(Table table) implements Element {
    @Override
    public void accept(ElementVisitor visitor) {
      visitor.tabular(this);
    }
  }

  /**
   * Shows a picture that lies beside the report.
   *
   * @param path where it lies, from the report's folder
   * @param description what it shows, in words
   */
  record Picture(String path, String description) implements Element {
    @Override
    public void accept(ElementVisitor visitor) {
      visitor.picture(this);
    }
  }
}
