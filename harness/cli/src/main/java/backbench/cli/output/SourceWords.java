package backbench.cli.output;

import backbench.specs.DatasetSource;
import java.util.Locale;

/** Words where the samples of a dataset come from. */
public final class SourceWords {

  private SourceWords() {}

  /** Says in a few words where samples come from. */
  public static String of(DatasetSource source) {
    if (source instanceof DatasetSource.Drawn drawn) {
      return String.format(Locale.ROOT, "generated, %,d + %,d", drawn.train(), drawn.test());
    }
    if (source instanceof DatasetSource.Cluttered cluttered) {
      return "generated from files in " + cluttered.folder();
    }
    return "files in " + ((DatasetSource.Filed) source).folder();
  }
}
