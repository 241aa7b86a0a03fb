package backbench.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteCountTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "1, 1 byte",
    "999, 999 bytes",
    "1000, 1.0 kB",
    "999949, 999.9 kB",
    "999950, 1.0 MB",
    "9912422, 9.9 MB",
    "8589934592, 8.6 GB",
    "9223372036854775807, 9223372.0 TB"
  })
  void aSizeIsWordedToThreeDigitsOrSo(long bytes, String words) {
    assertThat(ByteCount.of(bytes)).isEqualTo(words);
  }
}
