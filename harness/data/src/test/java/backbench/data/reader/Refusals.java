package backbench.data.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import backbench.data.DataSource;
import backbench.data.Dataset;
import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import org.assertj.core.api.AbstractThrowableAssert;

/** Expects that a dataset cannot be opened, and why. */
final class Refusals {

  private Refusals() {}

  static void assertInvalid(DataSource source, String... parts) {
    assertRefused(ErrorCode.INVALID_DATA, source, parts).hasMessageContaining("expected");
  }

  static AbstractThrowableAssert<?, ?> assertRefused(
      ErrorCode code, DataSource source, String... parts) {
    BackbenchException error =
        catchThrowableOfType(
            BackbenchException.class,
            () -> {
              Dataset dataset = Datasets.open(source);
              dataset.train().prepare();
              dataset.test().prepare();
            });
    assertThat(error).as("what is damaged must be refused").isNotNull();
    assertThat(error.code()).as(error.getMessage()).isEqualTo(code);
    return assertThat(error).hasMessageContainingAll(parts);
  }
}
