package backbench.djl;

import backbench.graph.LayerKind;
import backbench.graph.ResolvedGraph;

/**
 * Names the order in which images and kernels lie in memory; their shapes are NCHW and OIHW in
 * both.
 */
public enum MemoryFormat {
  /** Width varies fastest, then height, then channels. */
  CHANNELS_FIRST("channels-first"),
  /** Channels vary fastest, then width, then height: what vector units like best. */
  CHANNELS_LAST("channels-last");

  private final String id;

  MemoryFormat(String id) {
    this.id = id;
  }

  /** Returns the name that options use. */
  public String id() {
    return id;
  }

  /**
   * Chooses the format that measured faster: channels-last, unless no convolution reads more than
   * one channel, where reordering costs more than it saves.
   */
  public static MemoryFormat fastestFor(ResolvedGraph graph) {
    return graph.nodes().stream()
            .anyMatch(
                node -> node.layer().kind() == LayerKind.CONV2D && node.inputShape().channels() > 1)
        ? CHANNELS_LAST
        : CHANNELS_FIRST;
  }
}
