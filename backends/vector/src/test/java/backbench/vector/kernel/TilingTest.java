package backbench.vector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.vector.kernel.Tiling.Tile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TilingTest {

  static List<Tiling> tilings() {
    return List.of(Tiling.TALL, Tiling.LOW);
  }

  @ParameterizedTest
  @MethodSource("tilings")
  void coveringTilesReachEveryRowAndNoFurther(Tiling tiling) {
    for (int count = 1; count < 100; count++) {
      for (boolean full : List.of(true, false)) {
        boolean[] covered = new boolean[count];
        for (Tile tile : tiling.covering(count, full, count % 2 == 0)) {
          for (int row = tile.start(); row < tile.start() + tile.rows(); row++) {
            covered[row] = true;
          }
        }
        assertThat(covered).as("%d rows", count).doesNotContain(false);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tilings")
  void partitioningTilesMeetEveryRowOnce(Tiling tiling) {
    for (int count = 1; count < 100; count++) {
      int next = 5;
      for (Tile tile : Tiling.partitioning(5, 5 + count, tiling.outerRows())) {
        assertThat(tile.start()).isEqualTo(next);
        next += tile.rows();
      }
      assertThat(next).isEqualTo(5 + count);
    }
  }

  @Test
  void fewRowsMoreThanATileAreTwoTallTilesAndNotShortOnes() {
    assertThat(Tiling.TALL.covering(13, true, false))
        .containsExactly(new Tile(0, 7), new Tile(6, 7));
  }

  @Test
  void tilesAreLowWhereThereAreSixteenRegisters() {
    assertThat(List.of(Tiling.of(8, "amd64"), Tiling.of(8, "x86_64"), Tiling.of(4, "amd64")))
        .containsOnly(Tiling.LOW);
    assertThat(List.of(Tiling.of(16, "amd64"), Tiling.of(4, "aarch64"), Tiling.of(8, "aarch64")))
        .containsOnly(Tiling.TALL);
  }
}
