package backbench.run.plan;

import backbench.data.DataSource;
import backbench.data.reader.Datasets;
import backbench.error.BackbenchException;
import backbench.specs.DatasetSpec;
import backbench.specs.SuiteSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Holds where the datasets of a suite are and how large they are. */
public final class SuiteData {

  private final Map<DatasetSpec, Found> found;

  private SuiteData(Map<DatasetSpec, Found> found) {
    this.found = found;
  }

  private record Found(DataSource source, SampleCounts counts) {}

  /**
   * Finds the datasets of a suite, each once; opens those that lie in files, so that a damaged one
   * is found before anything runs.
   *
   * @param dataRoot the folder that holds the folders of datasets
   * @throws BackbenchException {@code INVALID_ARGUMENT} if a dataset lies in files and no folder is
   *     given; {@code IO} or {@code INVALID_DATA} if one is missing or damaged
   */
  public static SuiteData of(SuiteSpec suite, Optional<Path> dataRoot) {
    Map<DatasetSpec, Found> found = new HashMap<>();
    for (DatasetSpec dataset : suite.datasets()) {
      DataSource source = dataset.resolve(dataRoot);
      found.put(dataset, new Found(source, counted(dataset, source)));
    }
    return new SuiteData(found);
  }

  private static SampleCounts counted(DatasetSpec dataset, DataSource source) {
    Datasets.Sizes sizes = dataset.check(source);
    return new SampleCounts(sizes.train(), sizes.test());
  }

  /** Returns where a dataset of the suite comes from. */
  public DataSource source(DatasetSpec dataset) {
    return found(dataset).source();
  }

  /** Returns how many samples a dataset of the suite has. */
  public SampleCounts counts(DatasetSpec dataset) {
    return found(dataset).counts();
  }

  private Found found(DatasetSpec dataset) {
    return Objects.requireNonNull(found.get(dataset), "entries name datasets of their suite");
  }
}
