package backbench.results;

import backbench.spi.Device;
import backbench.spi.Tuning;
import java.util.Locale;

/**
 * Names a cell of a suite: one workload on one configuration of one backend.
 *
 * <p>Cells compare if they share the workload.
 *
 * @param workload the suite's entry: a network, its dataset and its recipe
 * @param backend the backend's id
 * @param device where it computes
 * @param threads the threads asked for
 * @param tuning how far the worker is adjusted
 */
public record CellKey(String workload, String backend, Device device, int threads, Tuning tuning) {

  /** Returns what tells this cell from the others of its workload. */
  public Configuration configuration() {
    return new Configuration(backend, device, threads, tuning);
  }

  /**
   * Names who computes.
   *
   * @param backend the backend's id
   * @param device where it computes
   * @param threads the threads asked for
   * @param tuning how far the worker is adjusted
   */
  public record Configuration(String backend, Device device, int threads, Tuning tuning) {
    /** Spells the configuration as {@code vector/2t/best}, or {@code vector/gpu/2t/best}. */
    @Override
    public String toString() {
      String where = device == Device.CPU ? "" : device.name().toLowerCase(Locale.ROOT) + "/";
      String how = tuning.name().toLowerCase(Locale.ROOT).replace('_', '-');
      return backend + "/" + where + threads + "t/" + how;
    }
  }

  /** Spells the key as {@code nin/vector/2t/best}. */
  @Override
  public String toString() {
    return workload + "/" + configuration();
  }
}
