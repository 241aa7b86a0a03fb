package backbench.data.drawing;

import java.util.List;

/**
 * Lists the ways in which people write the ten digits, as pen strokes.
 *
 * <p>Points are x, y pairs in a box 10 wide and 14 high, y downwards.
 */
final class DigitSkeletons {

  static final double BOX_WIDTH = 10;
  static final double BOX_HEIGHT = 14;

  /** Says how the points of a stroke are joined. */
  enum Join {
    /** By straight lines. */
    CORNERS,
    /** By a smooth curve through all of them. */
    CURVE,
    /** By a smooth curve that returns to its first point. */
    LOOP
  }

  /**
   * Holds one stroke of the pen.
   *
   * @param join how the points are joined
   * @param points x, y pairs, never changed
   */
  @SuppressWarnings("ArrayRecordComponent") // private data of this package, never compared
  record Stroke(Join join, double[] points) {}

  private static final List<List<List<Stroke>>> VARIANTS =
      List.of(
          List.of( // 0: round; narrow; begun at the top with an overlap
              List.of(loop(5, 0.5, 8, 2.6, 8.6, 7, 8, 11.4, 5, 13.5, 2, 11.4, 1.4, 7, 2, 2.6)),
              List.of(loop(5, 0.5, 7, 2.6, 7.4, 7, 7, 11.4, 5, 13.5, 3, 11.4, 2.6, 7, 3, 2.6)),
              List.of(
                  curve(
                      6.2, 1, 3.6, 1.2, 1.7, 4.4, 1.5, 8.4, 3.2, 12.8, 6, 13.3, 8.2, 10.4, 8.5, 5.8,
                      7, 1.8, 4.6, 0.6))),
          List.of( // 1: a stroke; with a flag; with a flag and a foot
              List.of(corners(5, 0.5, 5, 13.5)),
              List.of(corners(2.8, 3.8, 5.4, 0.5, 5.4, 13.5)),
              List.of(corners(2.9, 3.4, 5.2, 0.5, 5.2, 13.4), corners(2.4, 13.4, 8, 13.4))),
          List.of( // 2: with a corner; with a loop; with a wavy foot
              List.of(
                  curve(1.8, 3.4, 3, 1.2, 5.4, 0.5, 7.9, 2, 8, 4.6, 5.6, 8.6, 1.7, 13.2),
                  corners(1.7, 13.2, 8.6, 13.2)),
              List.of(
                  curve(
                      1.9, 3.2, 4.4, 0.6, 7.7, 2.2, 7.4, 5.8, 4.6, 10.8, 2.4, 13, 1.5, 11.8, 3, 11,
                      5.6, 12.6, 8.8, 13)),
              List.of(
                  curve(2.2, 2.4, 5, 0.5, 7.6, 2.4, 6.6, 6.4, 2, 13),
                  curve(2, 13, 4, 12.2, 6.4, 13.3, 8.6, 12.3))),
          List.of( // 3: round; with a flat top; with a deep waist
              List.of(
                  curve(1.9, 2, 4.6, 0.5, 7.5, 2, 7.1, 5, 4.4, 6.4),
                  curve(4.4, 6.4, 7.8, 7.8, 8.2, 11, 5.5, 13.4, 1.5, 12.1)),
              List.of(
                  corners(1.9, 0.8, 8, 0.8, 4.6, 5.6),
                  curve(4.6, 5.6, 7.6, 6.8, 8.3, 10, 6, 13.2, 1.6, 12.4)),
              List.of(
                  curve(
                      2, 1.6, 5, 0.5, 7.4, 2.4, 6.4, 5.4, 3.6, 6.6, 6.6, 7.4, 8.2, 10.2, 6, 13.2,
                      1.8, 12.6))),
          List.of( // 4: open; closed; open and round
              List.of(corners(3.2, 0.6, 1.5, 8.2, 8.8, 8.2), corners(6.8, 4.2, 6.5, 13.6)),
              List.of(corners(6.4, 13.6, 6.4, 0.5, 1.2, 9.3, 9, 9.3)),
              List.of(
                  curve(2.4, 0.6, 1.9, 4.4, 2.8, 7.4, 5.4, 7.9, 7.6, 6.6),
                  corners(7.9, 0.8, 7.3, 13.5))),
          List.of( // 5: with corners; round; with its hat put on last
              List.of(
                  corners(7.9, 0.8, 2.8, 0.8, 2.3, 6),
                  curve(2.3, 6, 5.5, 5.2, 8.2, 7.8, 7.6, 11.6, 4.8, 13.4, 1.5, 12)),
              List.of(
                  curve(
                      7.8, 0.8, 4.6, 0.9, 3, 2.6, 3.2, 5.2, 6, 6.4, 7.9, 8.8, 7, 12.2, 4.2, 13.4,
                      1.7, 12.4)),
              List.of(
                  corners(3, 0.8, 2.6, 5.8),
                  curve(2.6, 5.8, 5.8, 5.6, 8, 8.6, 6.8, 12.4, 3.8, 13.4, 1.6, 12.6),
                  corners(3, 1, 8.6, 0.5))),
          List.of( // 6: round; straight-backed; with a small bowl
              List.of(
                  curve(
                      7, 0.6, 3.8, 3.6, 2, 8, 2.5, 12, 5, 13.5, 7.8, 11.8, 7.7, 8.8, 5.2, 7.3, 2.5,
                      9.2)),
              List.of(
                  corners(6.4, 0.5, 2.5, 8),
                  curve(2.5, 8, 2, 11, 3.6, 13.2, 6.4, 13.3, 8, 11, 7, 8.4, 4.6, 8, 2.2, 10)),
              List.of(
                  curve(
                      5.4, 0.5, 3, 4, 2, 9, 3, 12.8, 5.4, 13.4, 7, 11.6, 6.2, 9.6, 4.2, 9.6, 2.4,
                      11.4))),
          List.of( // 7: plain; with a bar; curved
              List.of(corners(1.6, 0.9, 8.4, 0.9, 4, 13.5)),
              List.of(corners(1.8, 0.9, 8.4, 0.9, 4.2, 13.5), corners(3.2, 7, 8.2, 6.6)),
              List.of(
                  corners(1.6, 2.6, 1.8, 0.9, 8.4, 0.9),
                  curve(8.4, 0.9, 6, 5.4, 4.8, 9.2, 4.5, 13.5))),
          List.of( // 8: in one go; two rings; begun at the upper right
              List.of(
                  loop(
                      5, 6.6, 2.5, 4.7, 2.5, 2, 5, 0.5, 7.5, 2, 7.5, 4.6, 5, 6.6, 2.1, 9, 2, 12, 5,
                      13.5, 8, 12, 7.9, 9)),
              List.of(
                  loop(5, 0.5, 7.2, 1.8, 7.2, 5, 5, 6.4, 2.8, 5, 2.8, 1.8),
                  loop(5, 6.4, 7.8, 8, 7.8, 12, 5, 13.5, 2.2, 12, 2.2, 8)),
              List.of(
                  curve(
                      7.6, 2.2, 5, 0.6, 2.7, 2.2, 3.2, 5, 6, 7.2, 7.9, 10.2, 6.6, 13, 3.6, 13, 2.2,
                      10.4, 4.2, 7.4, 7.2, 4.2, 7.8, 1.8))),
          List.of( // 9: with a straight leg; with a hooked tail; in one go
              List.of(
                  loop(7.7, 3.8, 5.8, 0.7, 2.8, 1.6, 2, 4.8, 4.2, 7, 6.8, 6.2),
                  corners(7.7, 2, 7, 13.5)),
              List.of(
                  loop(7.7, 3.8, 5.6, 0.6, 2.7, 1.8, 2.1, 4.8, 4.2, 7, 6.8, 6),
                  curve(7.7, 3.4, 7.9, 8.6, 6.6, 12.4, 4.4, 13.5, 2.1, 12.2)),
              List.of(
                  curve(
                      7.6, 2, 5.2, 0.5, 2.7, 2, 2.4, 5.4, 4.6, 7, 6.8, 5.4, 7.7, 1.6, 7.4, 6.4, 6.4,
                      10, 5, 13.5))));

  private DigitSkeletons() {}

  /** Returns the ways of writing a digit; at least one. */
  static List<List<Stroke>> of(int digit) {
    return VARIANTS.get(digit);
  }

  private static Stroke corners(double... points) {
    return new Stroke(Join.CORNERS, points);
  }

  private static Stroke curve(double... points) {
    return new Stroke(Join.CURVE, points);
  }

  private static Stroke loop(double... points) {
    return new Stroke(Join.LOOP, points);
  }
}
