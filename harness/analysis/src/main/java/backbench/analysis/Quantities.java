package backbench.analysis;

import backbench.analysis.numbers.EpochQuantity;
import backbench.results.EpochResult;
import backbench.results.Evaluation;
import backbench.results.Reported;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Finds a quantity in what was measured after an epoch, and in what a document reports. */
final class Quantities {

  private Quantities() {}

  /** Returns what was measured; empty where there was nothing to measure. */
  static OptionalDouble measured(EpochQuantity quantity, EpochResult epoch) {
    return switch (quantity) {
      case TRAIN_LOSS -> OptionalDouble.of(epoch.meanLoss());
      case VALIDATION_LOSS -> of(epoch.validation(), Evaluation::loss);
      case TEST_LOSS -> of(epoch.test(), Evaluation::loss);
      case TRAIN_ACCURACY -> of(epoch.train(), Evaluation::accuracy);
      case VALIDATION_ACCURACY -> of(epoch.validation(), Evaluation::accuracy);
      case TEST_ACCURACY -> of(epoch.test(), Evaluation::accuracy);
    };
  }

  /** Returns what is reported after the last epoch. */
  static Optional<Double> reported(EpochQuantity quantity, Reported document) {
    return Optional.ofNullable(
        switch (quantity) {
          case TRAIN_LOSS -> null;
          case VALIDATION_LOSS -> document.last().validationLoss();
          case TEST_LOSS -> document.last().loss();
          case TRAIN_ACCURACY -> document.last().trainAccuracy();
          case VALIDATION_ACCURACY -> document.last().validationAccuracy();
          case TEST_ACCURACY -> document.last().accuracy();
        });
  }

  /** Returns what is reported epoch by epoch, from the first on, NaN for one of which it is not. */
  static List<Double> curve(EpochQuantity quantity, Reported document) {
    Reported.Curve curve = document.curve();
    return switch (quantity) {
      case TRAIN_LOSS -> curve.trainLoss();
      case VALIDATION_LOSS -> curve.validationLoss();
      case TEST_LOSS -> curve.loss();
      case TRAIN_ACCURACY -> curve.trainAccuracy();
      case VALIDATION_ACCURACY -> curve.validationAccuracy();
      case TEST_ACCURACY -> curve.accuracy();
    };
  }

  private static OptionalDouble of(
      @Nullable Evaluation evaluation, ToDoubleFunction<Evaluation> quantity) {
    return evaluation == null || evaluation.samples() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(quantity.applyAsDouble(evaluation));
  }
}
