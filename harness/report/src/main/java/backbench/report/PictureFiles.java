package backbench.report;

import backbench.analysis.numbers.WorkloadAnalysis;
import java.util.regex.Pattern;

/** Names the files of pictures beside a report. */
final class PictureFiles {

  private static final Pattern PLAIN = Pattern.compile("[a-z0-9-]{1,64}");

  private PictureFiles() {}

  /** Tells whether a name is one that a file may have on any system. */
  static boolean isPlain(String name) {
    return PLAIN.matcher(name).matches();
  }

  /**
   * Returns the path of a workload's picture from the report's folder.
   *
   * @param index of the workload, from 0, which names the file of one that has no name for a file
   */
  static String ofWorkload(String folder, WorkloadAnalysis workload, int index) {
    String name = workload.workload();
    // A result from elsewhere may be of a workload that is no name of a file.
    return folder + "/" + (isPlain(name) ? name : "network-" + (index + 1)) + ".svg";
  }
}
