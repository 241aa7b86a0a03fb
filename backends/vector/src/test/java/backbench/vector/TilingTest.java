package backbench.vector;

import static org.assertj.core.api.Assertions.assertThat;

import backbench.vector.Tiling.Tile;
import java.util.List;
import org.junit.jupiter.api.Test;

class TilingTest {

  @Test
  void coveringTilesReachEveryRowAndNoFurther() {
    for (int count = 1; count < 100; count++) {
      for (boolean full : List.of(true, false)) {
        boolean[] covered = new boolean[count];
        for (Tile tile : Tiling.covering(count, full, count % 2 == 0)) {
          for (int row = tile.start(); row < tile.start() + tile.rows(); row++) {
            covered[row] = true;
          }
        }
        assertThat(covered).as("%d rows", count).doesNotContain(false);
      }
    }
  }

  @Test
  void partitioningTilesMeetEveryRowOnce() {
    for (int count = 1; count < 100; count++) {
      int next = 5;
      for (Tile tile : Tiling.partitioning(5, 5 + count, Tiling.OUTER_ROWS)) {
        assertThat(tile.start()).isEqualTo(next);
        next += tile.rows();
      }
      assertThat(next).isEqualTo(5 + count);
    }
  }

  @Test
  void fewRowsMoreThanATileAreTwoTallTilesAndNotShortOnes() {
    assertThat(Tiling.covering(13, true, false)).containsExactly(new Tile(0, 7), new Tile(6, 7));
  }
}
