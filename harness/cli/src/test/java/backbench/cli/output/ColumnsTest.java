package backbench.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.cli.output.Columns.Side;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ColumnsTest {

  @Test
  void columnsStayAlignedWhenTheirTextsChange() {
    Columns columns = new Columns(Side.LEFT, Side.RIGHT);
    columns.row("a", "1").row("longer", "1000");

    assertThat(columns.map(text -> text.toUpperCase(Locale.ROOT)).lines())
        .containsExactly("A          1", "LONGER  1000");
  }
}
