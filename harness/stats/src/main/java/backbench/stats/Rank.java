package backbench.stats;

/**
 * Places a cell among the others.
 *
 * @param place 1 plus the number of cells that are significantly better
 * @param groups the letters of the groups it belongs to, in order: {@code "ab"}; two cells that
 *     share a letter cannot be told apart, two that share none can
 */
public record Rank(int place, String groups) {}
