package backbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PowerTableTest {

  @Test
  void eachMistakeHasARowAndThoseOfParametersShareOne() {
    Map<String, Boolean> nin = new LinkedHashMap<>();
    nin.put("relu: clipped at 6", true);
    nin.put("inputs of 16 bits", false);
    nin.put("one gradient of a.weight off by 1%", true);
    nin.put("one gradient of a.bias off by 1%", false);
    PowerTable table = new PowerTable();
    table.add("nin", nin);
    table.add("conv3x3", Map.of("inputs of 16 bits", true));
    table.add("unknown", Map.of());

    assertThat(table.lines())
        .containsExactly(
            "| mistake | nin | conv3x3 |",
            "|---|:-:|:-:|",
            "| relu: clipped at 6 | seen |  |",
            "| inputs of 16 bits | **no** | seen |",
            "| one gradient off by 1% | 1 of 2 |  |");
  }
}
