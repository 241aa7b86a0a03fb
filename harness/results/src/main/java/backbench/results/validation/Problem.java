package backbench.results.validation;

/**
 * Says where a result contradicts itself.
 *
 * @param path the property, from the top of the result
 * @param what what is there, and what was expected
 */
public record Problem(String path, String what) {

  /** Spells the problem as part of a sentence. */
  @Override
  public String toString() {
    return "at '" + path + "': " + what;
  }
}
