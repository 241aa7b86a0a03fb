package backbench.tck.reference;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Holds a broken backend and the rule that must catch it.
 *
 * @param name what is wrong
 * @param rule the rule's number
 * @param defect makes the defect, with no memory of earlier uses
 */
public record Mutant(String name, String rule, Supplier<Defect> defect) {

  /** Lists all of them. */
  public static List<Mutant> all() {
    return Stream.of(
            WindowMutants.all(),
            NormalizationMutants.all(),
            LayoutMutants.all(),
            SamplerMutants.all(),
            OptimizerMutants.all(),
            DropoutMutants.all(),
            ErrorMutants.all(),
            LifecycleMutants.all(),
            GarbageCollectionMutants.all(),
            MemoryMutants.all(),
            ClockMutants.all(),
            OutcomeMutants.all())
        .flatMap(List::stream)
        .toList();
  }
}
