package backbench.specs.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import backbench.error.BackbenchException;
import backbench.error.ErrorKind;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WrongSpecTest {

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("backbench.specs.reader.WrongSpec#all")
  void everyMistakeGivesOneErrorAtItsPlace(WrongSpec wrong) {
    Catalog catalog = Specs.install(folder);
    Path file =
        Specs.write(folder.resolve(wrong.kind().folder()).resolve("tiny.yaml"), wrong.text());

    BackbenchException error =
        catchThrowableOfType(
            BackbenchException.class, () -> catalog.spec(wrong.kind(), file.toString()));

    assertThat(error).hasMessage(file + ":" + wrong.error());
    assertThat(error.code().kind()).isEqualTo(ErrorKind.SPEC);
    assertThat(error.location().orElseThrow() + ":" + messageOnly(error))
        .isEqualTo(file + ":" + wrong.error());
  }

  private static String messageOnly(BackbenchException error) {
    return error.getMessage().substring(error.location().orElseThrow().toString().length() + 1);
  }
}
