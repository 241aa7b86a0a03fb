package backbench.worker;

import backbench.data.Dataset;
import backbench.data.Samples;
import backbench.data.Selection;
import backbench.data.feed.Augmenter;
import backbench.data.feed.Batches;
import backbench.data.reader.Datasets;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.ResolvedGraph;
import backbench.worker.wire.Event;
import backbench.worker.wire.FrameWriter;
import backbench.worker.wire.Job;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Holds the samples of a job, read and, as far as memory is set aside for them, decoded.
 *
 * @param parts the selected samples
 * @param training the batches that are made of those to train on
 */
record LoadedData(Selection.Parts parts, Batches training) {

  private static final int SHOWN_DIGITS = 12;

  /**
   * Reads what a job needs, off the clock.
   *
   * <p>Before any engine starts: an engine may bring natives of its own under the names of those
   * that Java decodes images by, and what is loaded first is not replaced.
   *
   * @throws BackbenchException {@code INVALID_DATA} if the dataset is damaged or has changed since
   *     the first fork, {@code INVALID_ARGUMENT} if it does not fit the network
   */
  static LoadedData of(Job.Measure job, FrameWriter events) throws IOException {
    long start = System.nanoTime();
    Dataset dataset = Datasets.open(job.data().source());
    requireSame(dataset, job.data().digest());
    Selection.Parts parts = job.data().selection().of(dataset);
    Batches training =
        new Batches(
            parts.train(),
            job.data().scaling(),
            job.training().batch(),
            job.data().order(),
            Augmenter.training(job.data().augmentation(), parts.train(), job.training().seed()));
    requireFit(training, job.graph().resolve());
    List.of(parts.train(), parts.validation(), parts.test()).forEach(Samples::prepare);
    events.write(
        new Event.DataReady(
            dataset.digest(),
            parts.train().size(),
            parts.validation().size(),
            parts.test().size(),
            Nanos.toSeconds(System.nanoTime() - start)));
    return new LoadedData(parts, training);
  }

  private static void requireFit(Batches training, ResolvedGraph graph) {
    int classes = training.samples().classes();
    if (!training.shape().equals(graph.inputShape()) || classes != graph.classes()) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT,
          "the samples are %s in %d classes; expected %s in %d classes for '%s'"
              .formatted(
                  training.shape(), classes, graph.inputShape(), graph.classes(), graph.id()));
    }
  }

  /** Samples that change between two forks would be averaged as if they were the same. */
  private static void requireSame(Dataset dataset, Optional<String> expected) {
    if (expected.isPresent() && !expected.get().equals(dataset.digest())) {
      throw new BackbenchException(
          ErrorCode.INVALID_DATA,
          "the dataset has changed during the run: its digest is %s; expected %s, as in the first fork. Start a new run"
              .formatted(shortened(dataset.digest()), shortened(expected.get())));
    }
  }

  private static String shortened(String digest) {
    return digest.substring(0, Math.min(SHOWN_DIGITS, digest.length()));
  }
}
