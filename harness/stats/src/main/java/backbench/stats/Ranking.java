package backbench.stats;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Ranks cells in groups; what cannot be told apart ties.
 *
 * <p>"Cannot be told apart" is not transitive, so a single list of groups would have to lie. Each
 * cell gets a letter for every largest set of cells, all pairwise alike, that it belongs to: the
 * compact letter display of Piepho ("An algorithm for a letter-based representation of all-pairwise
 * comparisons", J. Comp. Graph. Stat. 13(2), 2004), by inserting each difference and absorbing the
 * sets that become part of another. Pairs are compared at 1 - (1 - level) / pairs (Bonferroni), so
 * that equal cells all tie in at least {@code level} of the runs, however many there are.
 */
public final class Ranking {

  /** The most cells that are ranked together. */
  public static final int MOST_CELLS = 26;

  private static final int LETTERS = 26;

  private Ranking() {}

  /**
   * Ranks cells by a quantity of which less is better.
   *
   * @param cells the forks of each cell, at least one a cell, samples above zero; up to {@value
   *     #MOST_CELLS} cells
   * @param bootstrap compares pairs; its level holds for the whole ranking
   * @return one rank a cell, in the given order
   */
  public static List<Rank> lowestFirst(
      List<List<ForkSample>> cells, HierarchicalBootstrap bootstrap) {
    int n = cells.size();
    if (n > MOST_CELLS) {
      throw new IllegalArgumentException("up to " + MOST_CELLS + " cells are ranked, not " + n);
    }
    int pairs = Math.max(1, n * (n - 1) / 2);
    HierarchicalBootstrap pairwise = bootstrap.atLevel(1 - (1 - bootstrap.level()) / pairs);
    boolean[][] better = new boolean[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        Ratio ratio = pairwise.ratio(cells.get(i), cells.get(j));
        better[i][j] = ratio.differs() && ratio.value() < 1;
        better[j][i] = ratio.differs() && ratio.value() > 1;
      }
    }
    return fromComparisons(better);
  }

  /** Ranks by a table of who is significantly better than whom. */
  static List<Rank> fromComparisons(boolean[][] better) {
    int n = better.length;
    int[] places = new int[n];
    for (int i = 0; i < n; i++) {
      places[i] = 1;
      for (int j = 0; j < n; j++) {
        places[i] += better[j][i] ? 1 : 0;
      }
    }
    List<BitSet> groups = new ArrayList<>(alikeGroups(better));
    // Letters run from the group of the best placed; the last key only makes the order total.
    groups.sort(
        Comparator.<BitSet>comparingInt(group -> group.stream().map(i -> places[i]).min().orElse(n))
            .thenComparing(group -> group.stream().map(i -> places[i]).sum())
            .thenComparing(BitSet::toString));
    List<Rank> ranks = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      StringBuilder letters = new StringBuilder();
      for (int g = 0; g < groups.size(); g++) {
        if (groups.get(g).get(i)) {
          letters.append(letter(g));
        }
      }
      ranks.add(new Rank(places[i], letters.toString()));
    }
    return List.copyOf(ranks);
  }

  /** Finds the largest sets without a difference inside (insert and absorb). */
  private static List<BitSet> alikeGroups(boolean[][] better) {
    int n = better.length;
    List<BitSet> groups = new ArrayList<>();
    BitSet all = new BitSet(n);
    all.set(0, n);
    groups.add(all);
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        if (better[i][j] || better[j][i]) {
          groups = separate(groups, i, j);
        }
      }
    }
    return groups;
  }

  private static List<BitSet> separate(List<BitSet> groups, int i, int j) {
    List<BitSet> split = new ArrayList<>();
    for (BitSet group : groups) {
      if (group.get(i) && group.get(j)) {
        split.add(without(group, i));
        split.add(without(group, j));
      } else {
        split.add(group);
      }
    }
    List<BitSet> kept = new ArrayList<>();
    for (int g = 0; g < split.size(); g++) {
      boolean absorbed = false;
      for (int other = 0; other < split.size() && !absorbed; other++) {
        absorbed =
            other != g
                && within(split.get(g), split.get(other))
                && (other < g || !split.get(g).equals(split.get(other)));
      }
      if (!absorbed) {
        kept.add(split.get(g));
      }
    }
    return kept;
  }

  private static BitSet without(BitSet group, int member) {
    BitSet rest = (BitSet) group.clone();
    rest.clear(member);
    return rest;
  }

  private static boolean within(BitSet inner, BitSet outer) {
    BitSet extra = (BitSet) inner.clone();
    extra.andNot(outer);
    return extra.isEmpty();
  }

  private static String letter(int group) {
    String letter = String.valueOf((char) ('a' + group % LETTERS));
    return group < LETTERS ? letter : letter + group / LETTERS;
  }
}
