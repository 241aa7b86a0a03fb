package backbench.results.migration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Brings the tree of a result up to the current format, one version at a time.
 *
 * <p>A step sees trees and no records: records are of today, and a step is of the two formats that
 * it joins, so it never changes once it was released.
 */
public final class Migrations {

  /** The current version of the result format. */
  public static final int CURRENT = 3;

  /** The property that says which version a file is of. */
  public static final String VERSION = "formatVersion";

  /** The step at index {@code i} leads from version {@code i + 1} to the next. */
  private static final List<UnaryOperator<ObjectNode>> STEPS =
      List.of(tree -> FromOneToTwo.apply(LastShapeOfOne.apply(tree)), FromTwoToThree::apply);

  private Migrations() {}

  /**
   * Returns a result in the current format.
   *
   * @param result a result of the given version; it may be changed
   * @param version 1 to {@link #CURRENT}
   * @throws TreeException with the place if it is not a result of that version
   */
  public static ObjectNode upToDate(ObjectNode result, int version) {
    ObjectNode tree = result;
    for (int at = version; at < CURRENT; at++) {
      tree = STEPS.get(at - 1).apply(tree);
      tree.put(VERSION, at + 1);
    }
    return tree;
  }
}
