package backbench.vector;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Holds a build that is to run narrow vectors to them; a smaller machine's are narrower still. */
@EnabledIfSystemProperty(named = "backbench.vector.bytes", matches = "\\d+")
class WidthTest {

  @Test
  void vectorsAreNoWiderThanTheBuildSays() {
    int most = Integer.getInteger("backbench.vector.bytes");
    assertThat(FloatVector.SPECIES_PREFERRED.vectorByteSize()).isLessThanOrEqualTo(most);
  }
}
