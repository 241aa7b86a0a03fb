package backbench.certificate;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Says whether a backend computes a network as it is pinned.
 *
 * @param formatVersion of this record and of the rules' meaning; now {@value #FORMAT_VERSION}
 * @param backend the backend's id
 * @param network the network's id
 * @param graphDigest of the network's structure, as it was asked for
 * @param rules all rules, by number
 * @param deviations the declared differences that were allowed for, in words
 */
public record Certificate(
    int formatVersion,
    String backend,
    String network,
    String graphDigest,
    List<RuleResult> rules,
    List<String> deviations) {

  /** The version that {@link Certifier} writes. */
  public static final int FORMAT_VERSION = 3;

  /** Copies the lists. */
  public Certificate {
    rules = List.copyOf(rules);
    deviations = List.copyOf(deviations);
  }

  /** Tells whether every rule passed; a certificate without rules proves nothing. */
  public boolean passed() {
    return !rules.isEmpty() && rules.stream().allMatch(RuleResult::passed);
  }

  /**
   * Tells whether no rule failed, and yet not all passed: too little was held to prove anything.
   */
  public boolean inconclusive() {
    return !passed() && rules.stream().noneMatch(RuleResult::failed) && !rules.isEmpty();
  }

  /** Returns the failed rule, or else the rule, that used up most of its tolerance. */
  public Optional<RuleResult> worst() {
    return rules.stream()
        .max(
            Comparator.comparing(RuleResult::failed)
                .thenComparingDouble(RuleResult::usedTolerance));
  }
}
