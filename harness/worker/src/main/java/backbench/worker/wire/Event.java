package backbench.worker.wire;

import backbench.certificate.Certificate;
import backbench.certificate.Draw;
import backbench.certificate.Power;
import backbench.error.ErrorCode;
import backbench.graph.Shape;
import backbench.plausibility.Peak;
import backbench.spi.Environment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reports what a worker did, in the order in which it did it. */
public sealed interface Event {

  /** Calls the visitor's method for this kind. */
  void accept(EventVisitor visitor);

  /**
   * Says that the worker runs; its first event.
   *
   * @param epochMicros the time of its first line, in microseconds since 1970 UTC
   * @param jvm vendor and version of its Java
   * @param jvmFlags the flags that its JVM says it was given
   */
  record Started(long epochMicros, String jvm, List<String> jvmFlags) implements Event {
    @Override
    public void accept(EventVisitor visitor) {
      visitor.started(this);
    }
  }

  /**
   * Says that the engine runs.
   *
   * @param environment what it runs on
   * @param seconds how long the start took
   */
  record Opened(RunningOn environment, double seconds) implements Event {
    @Override
    public void accept(EventVisitor visitor) {
      visitor.opened(this);
    }
  }

  /**
   * Spells an {@link Environment}, which can gain properties, as what travels.
   *
   * @param versions engine and native libraries by name
   * @param threads the threads that compute
   * @param simd the instruction set in use
   * @param details whatever else changes the numbers
   */
  record RunningOn(
      Map<String, String> versions, int threads, String simd, Map<String, String> details) {

    /** Spells an environment. */
    public static RunningOn of(Environment environment) {
      return new RunningOn(
          environment.versions(), environment.threads(), environment.simd(), environment.details());
    }
  }

  /**
   * Says that the samples are in memory.
   *
   * @param digest the digest of the whole dataset
   * @param train samples to train on
   * @param validation samples held out
   * @param test samples to test on
   * @param seconds how long reading or drawing them took
   */
  record DataReady(String digest, int train, int validation, int test, double seconds)
      implements Event {
    @Override
    public void accept(EventVisitor visitor) {
      visitor.dataReady(this);
    }
  }

  /**
   * Says that the throw-away model has made its steps.
   *
   * @param steps how many
   * @param seconds how long they took together
   * @param firstStepSeconds how long the first took
   */
  record WarmedUp(int steps, double seconds, double firstStepSeconds) implements Event {
    @Override
    public void accept(EventVisitor visitor) {
      visitor.warmedUp(this);
    }
  }

  /**
   * Says that the network is built.
   *
   * @param seconds how long the backend took
   */
  record Compiled(double seconds) implements Event {
    @Override
    public void accept(EventVisitor visitor) {
      visitor.compiled(this);
    }
  }

  /**
   * Reports the evaluation of the test samples before the first step.
   *
   * @param test how the untrained network does
   */
  record Untrained(Score test) implements Event {
    @Override
    public void accept(EventVisitor visitor) {
      visitor.untrained(this);
    }
  }

  /**
   * Says how far training is, from time to time.
   *
   * @param epoch from 1
   * @param steps made in this epoch
   * @param stepsInEpoch to be made in this epoch
   * @param samplesPerSecond of this epoch so far, without waiting for batches
   */
  record Progress(int epoch, int steps, int stepsInEpoch, double samplesPerSecond)
      implements Event {
    @Override
    public void accept(EventVisitor visitor) {
      visitor.progress(this);
    }
  }

  /**
   * Reports a finished epoch.
   *
   * @param epoch from 1
   * @param samples seen
   * @param seconds where the time went
   * @param losses of the steps, each before its update
   * @param steps the steps' times
   * @param scores how the network does afterwards
   */
  record EpochEnded(
      int epoch, long samples, Seconds seconds, Losses losses, Times steps, Scores scores)
      implements Event {
    @Override
    public void accept(EventVisitor visitor) {
      visitor.epochEnded(this);
    }

    /**
     * Splits the time of an epoch.
     *
     * @param step sum of the steps' times
     * @param stage sum of the stagings' times
     * @param close sum of the times to release the batches
     * @param firstWait how long training waited for the epoch's first batch
     * @param laterWait how long it waited for all others together
     * @param processor what the processors worked for the process, where the system tells
     */
    public record Seconds(
        double step,
        double stage,
        double close,
        double firstWait,
        double laterWait,
        Optional<Double> processor) {}

    /**
     * Holds the losses of an epoch.
     *
     * @param mean over the samples
     * @param first those of the first steps
     */
    public record Losses(double mean, List<Double> first) {}

    /**
     * Holds what the evaluations after an epoch found.
     *
     * @param test on the test samples
     * @param validation on the held-out samples, if there are any
     * @param train on training samples, fed as test samples are, if that was asked for
     */
    public record Scores(Score test, Optional<Score> validation, Optional<Score> train) {}
  }

  /**
   * Says that training is over.
   *
   * @param batchDigest the digest of all training batches in order
   * @param confusion what the test samples were taken for after the last epoch
   */
  record Trained(String batchDigest, Confusion confusion) implements Event {
    @Override
    public void accept(EventVisitor visitor) {
      visitor.trained(this);
    }
  }

  /**
   * Shows what a trained affine sampler picks out of one image that the network is fed.
   *
   * @param node the sampler
   * @param input the shape of the image
   * @param output the shape of what the sampler hands on
   * @param label the class of the sample
   * @param predicted the class that the network takes it for
   * @param theta the affine transformation: six numbers, row by row
   * @param levels of the image, 0 at its darkest pixel and 255 at its brightest, channel by channel
   * @param picked the levels of what the sampler hands on, on the same scale
   */
  @SuppressWarnings("ArrayRecordComponent") // lives only between the codec and the result
  record Sampled(
      String node,
      Shape input,
      Shape output,
      int label,
      int predicted,
      double[] theta,
      byte[] levels,
      byte[] picked)
      implements Event {
    @Override
    public void accept(EventVisitor visitor) {
      visitor.sampled(this);
    }

    /** The most pixels of a side of what is shown. */
    public static final int LONGEST_SIDE = 1024;

    /** Tells whether an image is small enough to be shown. */
    public static boolean fits(Shape image) {
      return image.height() <= LONGEST_SIDE && image.width() <= LONGEST_SIDE;
    }
  }

  /**
   * Reports the timed predictions.
   *
   * @param batch samples in a call
   * @param samples predicted in all timed calls
   * @param seconds sum of the calls' times
   * @param handingSeconds sum of the times to stage and release the batches
   * @param calls the calls' times
   * @param difference how far their logits are from those of the last evaluation
   */
  record Predicted(
      int batch,
      long samples,
      double seconds,
      double handingSeconds,
      Times calls,
      Difference difference)
      implements Event {
    @Override
    public void accept(EventVisitor visitor) {
      visitor.predicted(this);
    }
  }

  /**
   * Reports which mistakes the certificate sees that was reported last.
   *
   * @param power by mistake
   * @param seconds how long it took to find out
   */
  record Powered(Power power, double seconds) implements Event {
    @Override
    public void accept(EventVisitor visitor) {
      visitor.powered(this);
    }
  }

  /**
   * Compares logits of timed predictions with those of the evaluation.
   *
   * @param samples how many were compared
   * @param largest the largest difference of two logits of a sample, as a share of the sample's
   *     largest logit, or of 1 where that is less
   */
  record Difference(long samples, double largest) {}

  /**
   * Says whether work runs on after a step has returned.
   *
   * @param pairs of loops that were compared, one at once after a step and one after a pause
   * @param shorter in how many the loop after the pause was shorter
   * @param loopSeconds the mean of the loops that followed at once
   * @param savedSeconds by how much the loops after a pause were shorter on average
   * @param worksOn whether that shows that work runs on
   */
  record Trailing(int pairs, int shorter, double loopSeconds, double savedSeconds, boolean worksOn)
      implements Event {
    @Override
    public void accept(EventVisitor visitor) {
      visitor.trailing(this);
    }
  }

  /**
   * Reports the comparison with the oracle.
   *
   * @param certificate rule by rule
   * @param draw that it was made on
   * @param seconds how long it took to make
   */
  record Certified(Certificate certificate, Draw draw, double seconds) implements Event {
    @Override
    public void accept(EventVisitor visitor) {
      visitor.certified(this);
    }
  }

  /**
   * Says that the backend does not do the network that it was to be compared on next.
   *
   * @param code the kind of the backend's reason
   * @param message the backend's reason, for people
   */
  record Refused(ErrorCode code, String message) implements Event {
    @Override
    public void accept(EventVisitor visitor) {
      visitor.refused(this);
    }
  }

  /** Says that all is computed and reported, and that the model and the backend are closed next. */
  record Closing() implements Event {
    @Override
    public void accept(EventVisitor visitor) {
      visitor.closing(this);
    }
  }

  /**
   * Reports the machine's peak with one number of threads.
   *
   * @param peak as it was measured
   */
  record PeakMeasured(Peak peak) implements Event {
    @Override
    public void accept(EventVisitor visitor) {
      visitor.peakMeasured(this);
    }
  }

  /**
   * Says that the job is done; the last event of a worker that succeeded.
   *
   * @param peakRssBytes the largest resident memory, where the system tells
   */
  record Done(Optional<Long> peakRssBytes) implements Event {
    @Override
    public void accept(EventVisitor visitor) {
      visitor.done(this);
    }
  }

  /**
   * Says why the job cannot be done; the last event of a worker that failed.
   *
   * @param code what kind of failure
   * @param message for people
   * @param trace the stack trace, for developers
   * @param peakRssBytes the largest resident memory, where the system tells
   */
  record Failed(ErrorCode code, String message, String trace, Optional<Long> peakRssBytes)
      implements Event {
    @Override
    public void accept(EventVisitor visitor) {
      visitor.failed(this);
    }
  }

  /**
   * Holds how well a network does on samples.
   *
   * @param samples how many
   * @param correct how many had their highest logit at their label
   * @param loss mean softmax cross-entropy, in double precision
   * @param predictSeconds time of the calls to the backend
   */
  record Score(long samples, long correct, double loss, double predictSeconds) {}

  /**
   * Counts which class was taken for which.
   *
   * @param classes how many there are
   * @param counts [true class, predicted class], row by row
   */
  @SuppressWarnings("ArrayRecordComponent") // lives only between the codec and the result
  record Confusion(int classes, int[] counts) {
    /** Checks that the counts make a square. */
    public Confusion {
      if (classes < 1 || counts.length != (long) classes * classes) {
        throw new IllegalArgumentException(counts.length + " counts of " + classes + " classes");
      }
    }
  }

  /**
   * Holds the times of many equal operations.
   *
   * @param count how many
   * @param histogram an HdrHistogram of nanoseconds in its compressed encoding
   * @param rawNanos the first times, deflated variable-length integers
   * @param rawCount how many times are raw
   */
  @SuppressWarnings("ArrayRecordComponent") // lives only between the codec and the result
  record Times(long count, byte[] histogram, byte[] rawNanos, int rawCount) {}
}
