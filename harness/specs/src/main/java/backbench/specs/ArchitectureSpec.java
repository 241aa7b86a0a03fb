package backbench.specs;

import backbench.commons.Identity;
import backbench.graph.LayerKind;
import backbench.graph.ResolvedGraph;

/**
 * Holds a network as its file describes it, with its counts and shapes checked.
 *
 * @param id the name of the file without its ending
 * @param title what people call it
 * @param source where the network was published
 * @param graph the network itself
 */
public record ArchitectureSpec(String id, String title, String source, ResolvedGraph graph)
    implements Spec {

  /**
   * Returns the network with its dropout switched off, under a name that says so; one that has none
   * is what it is.
   */
  public ArchitectureSpec withoutDropout() {
    if (!graph.kinds().contains(LayerKind.DROPOUT)) {
      return this;
    }
    return new ArchitectureSpec(
        id + "-without-dropout",
        title + ", without dropout",
        source,
        graph.graph().withoutDropout().resolve());
  }

  @Override
  public SpecKind kind() {
    return SpecKind.ARCHITECTURE;
  }

  /**
   * Returns the SHA-256 of what is computed, in hexadecimal; id, title, source, comments and layout
   * of the file do not count.
   */
  @Override
  public String digest() {
    return Identity.digest(graph);
  }
}
