package backbench.stats;

import static backbench.stats.HierarchicalBootstrapTest.cell;
import static org.assertj.core.api.Assertions.assertThat;

import backbench.random.PinnedRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {

  private static final HierarchicalBootstrap BOOTSTRAP = HierarchicalBootstrap.standard();

  @Test
  void clearlyDifferentCellsGetPlacesAndLettersOfTheirOwn() {
    List<Rank> ranks =
        Ranking.lowestFirst(
            List.of(cell(4, 4.1, 4.05), cell(1, 1.01, 1.02), cell(2, 2.03, 2.02)), BOOTSTRAP);
    assertThat(ranks).containsExactly(new Rank(3, "c"), new Rank(1, "a"), new Rank(2, "b"));
  }

  @Test
  void cellsOfOneForkAllTie() {
    assertThat(Ranking.lowestFirst(List.of(cell(1), cell(50)), BOOTSTRAP))
        .containsExactly(new Rank(1, "a"), new Rank(1, "a"));
  }

  @Test
  void aLoneCellIsFirst() {
    assertThat(Ranking.lowestFirst(List.of(cell(1, 2)), BOOTSTRAP))
        .containsExactly(new Rank(1, "a"));
    assertThat(Ranking.lowestFirst(List.of(), BOOTSTRAP)).isEmpty();
  }

  @Test
  void aCellBetweenTwoThatDifferBelongsToBothGroups() {
    // 0 ~ 1, 1 ~ 2, but 0 is better than 2: alike is not transitive.
    boolean[][] better = new boolean[3][3];
    better[0][2] = true;
    assertThat(Ranking.fromComparisons(better))
        .containsExactly(new Rank(1, "a"), new Rank(1, "ab"), new Rank(2, "b"));
  }

  @Test
  void cellsShareALetterExactlyIfTheyCannotBeToldApart() {
    for (int run = 0; run < 300; run++) {
      PinnedRandom random = PinnedRandom.stream(7, "tables", run);
      int n = 2 + random.nextInt(6);
      boolean[][] better = new boolean[n][n];
      for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
          better[i][j] = random.nextInt(2) == 0;
        }
      }
      List<Rank> ranks = Ranking.fromComparisons(better);
      for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
          String second = ranks.get(j).groups();
          boolean shared = ranks.get(i).groups().chars().anyMatch(c -> second.indexOf(c) >= 0);
          assertThat(shared).isEqualTo(!better[i][j]);
        }
      }
    }
  }
}
