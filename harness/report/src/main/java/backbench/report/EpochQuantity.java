package backbench.report;

import backbench.results.EpochResult;
import backbench.results.Evaluation;
import backbench.results.Reported;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Names what is known of a network after each epoch, measured here or reported elsewhere. */
enum EpochQuantity {
  TRAIN_LOSS("training loss", false) {
    @Override
    OptionalDouble measured(EpochResult epoch) {
      return OptionalDouble.of(epoch.meanLoss());
    }

    @Override
    @Nullable Double reported(Reported document) {
      return null;
    }

    @Override
    List<Double> curve(Reported document) {
      return document.curve().trainLoss();
    }
  },
  VALIDATION_LOSS("validation loss", false) {
    @Override
    OptionalDouble measured(EpochResult epoch) {
      return of(epoch.validation(), Evaluation::loss);
    }

    @Override
    @Nullable Double reported(Reported document) {
      return document.last().validationLoss();
    }

    @Override
    List<Double> curve(Reported document) {
      return document.curve().validationLoss();
    }
  },
  TEST_LOSS("test loss", false) {
    @Override
    OptionalDouble measured(EpochResult epoch) {
      return of(epoch.test(), Evaluation::loss);
    }

    @Override
    @Nullable Double reported(Reported document) {
      return document.last().loss();
    }

    @Override
    List<Double> curve(Reported document) {
      return document.curve().loss();
    }
  },
  TRAIN_ACCURACY("training accuracy", true) {
    @Override
    OptionalDouble measured(EpochResult epoch) {
      return of(epoch.train(), Evaluation::accuracy);
    }

    @Override
    @Nullable Double reported(Reported document) {
      return document.last().trainAccuracy();
    }

    @Override
    List<Double> curve(Reported document) {
      return document.curve().trainAccuracy();
    }
  },
  VALIDATION_ACCURACY("validation accuracy", true) {
    @Override
    OptionalDouble measured(EpochResult epoch) {
      return of(epoch.validation(), Evaluation::accuracy);
    }

    @Override
    @Nullable Double reported(Reported document) {
      return document.last().validationAccuracy();
    }

    @Override
    List<Double> curve(Reported document) {
      return document.curve().validationAccuracy();
    }
  },
  TEST_ACCURACY("test accuracy", true) {
    @Override
    OptionalDouble measured(EpochResult epoch) {
      return of(epoch.test(), Evaluation::accuracy);
    }

    @Override
    @Nullable Double reported(Reported document) {
      return document.last().accuracy();
    }

    @Override
    List<Double> curve(Reported document) {
      return document.curve().accuracy();
    }
  };

  private final String label;
  private final boolean accuracy;

  EpochQuantity(String label, boolean accuracy) {
    this.label = label;
    this.accuracy = accuracy;
  }

  /** Returns what people call it. */
  String label() {
    return label;
  }

  /** Tells whether it is a fraction of which more is better, and not a loss. */
  boolean accuracy() {
    return accuracy;
  }

  /** Returns what was measured; empty where there was nothing to measure. */
  abstract OptionalDouble measured(EpochResult epoch);

  /** Returns what is reported after the last epoch; null for nothing. */
  abstract @Nullable Double reported(Reported document);

  /** Returns what is reported epoch by epoch, from the first on; empty for nothing. */
  abstract List<Double> curve(Reported document);

  private static OptionalDouble of(
      @Nullable Evaluation evaluation, ToDoubleFunction<Evaluation> quantity) {
    return evaluation == null || evaluation.samples() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(quantity.applyAsDouble(evaluation));
  }
}
