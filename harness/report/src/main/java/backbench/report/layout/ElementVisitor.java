package backbench.report.layout;

/** Writes each kind of element to a medium; has no defaults, so that no medium leaves one out. */
public interface ElementVisitor {

  /** Writes a heading. */
  void heading(Element.Heading heading);

  /** Writes a paragraph. */
  void paragraph(Element.Paragraph paragraph);

  /** Writes a warning. */
  void warning(Element.Warning warning);

  /** Writes a list. */
  void items(Element.Items items);

  /** Writes lines as they are. */
  void verbatim(Element.Verbatim verbatim);

  /** Writes a table. */
  void tabular(Element.Tabular tabular);

  /** Writes a picture. */
  void picture(Element.Picture picture);
}
