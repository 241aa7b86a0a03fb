package backbench.report.layout;

import java.util.List;

/**
 * Holds a table, before any medium's looks.
 *
 * @param columns the columns
 * @param groups the rows under their titles
 */
public record Table(List<Column> columns, List<Group> groups) {

  /** Copies the lists. */
  public Table {
    columns = List.copyOf(columns);
    groups = List.copyOf(groups);
  }

  /**
   * Heads a column.
   *
   * @param name what it shows
   * @param unit of its numbers; empty for none
   * @param right whether entries stand to the right, as numbers do
   * @param weight how long it stays when space runs out; the lightest goes first
   */
  public record Column(String name, String unit, boolean right, int weight) {

    /** Returns the name with the unit in parentheses. */
    public String heading() {
      return unit.isEmpty() ? name : name + " (" + unit + ")";
    }
  }

  /**
   * Puts rows under a title.
   *
   * @param title the title; empty for none
   * @param rows the rows
   */
  public record Group(String title, List<Row> rows) {

    /** Copies the list. */
    public Group {
      rows = List.copyOf(rows);
    }
  }

  /**
   * Holds a row.
   *
   * @param values one a column
   * @param struck whether its measurements do not count
   * @param note what else a reader must know; empty for nothing
   */
  public record Row(List<Value> values, boolean struck, String note) {

    /** Copies the list. */
    public Row {
      values = List.copyOf(values);
    }
  }
}
