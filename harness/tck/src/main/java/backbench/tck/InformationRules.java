package backbench.tck;

import static backbench.tck.Bench.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backbench.spi.BackendInfo;
import backbench.spi.Contract;
import backbench.spi.Deviation;
import backbench.spi.Device;
import backbench.spi.Environment;
import backbench.spi.LaunchOptions;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** I: what a backend says about itself. */
final class InformationRules {

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private final Bench bench;

  InformationRules(Bench bench) {
    this.bench = bench;
  }

  Stream<DynamicNode> rules() {
    return Stream.of(
        rule("I1", "info() says the same each time", this::infoIsStable),
        rule("I2", "the id is lower case with hyphens, the name is not blank", this::hasNames),
        rule("I3", "layers and devices are declared", this::declaresAbilities),
        rule("I4", "deviations are those of declared layers", this::deviationsAreDeclared),
        rule("I5", "launch() answers without an open backend", this::launchAnswers),
        rule("I6", "the environment names its versions", this::namesVersions),
        rule("I7", "the threads read back are those asked for", this::threadsAreReadBack),
        rule(
            "I8",
            "limits are those of declared tunings, their deviations of declared layers",
            this::limitsAreDeclared),
        rule(
            "I9",
            "contractVersion() is Contract.VERSION, as it was when the plugin was compiled",
            this::namesItsContract));
  }

  private void infoIsStable() {
    assertEquals(bench.provider().info(), bench.provider().info());
  }

  private void namesItsContract() {
    assertEquals(Contract.VERSION, bench.provider().contractVersion());
  }

  private void hasNames() {
    BackendInfo info = bench.info();
    assertTrue(ID.matcher(info.id()).matches(), info.id());
    assertFalse(info.name().isBlank());
  }

  private void declaresAbilities() {
    assertFalse(bench.info().layers().isEmpty());
    assertTrue(bench.info().devices().contains(Device.CPU), "the kit runs on the CPU");
  }

  private void deviationsAreDeclared() {
    for (Deviation deviation : bench.info().deviations()) {
      assertTrue(bench.info().layers().contains(deviation.layer()), deviation::toString);
    }
  }

  private void limitsAreDeclared() {
    BackendInfo info = bench.provider().info();
    info.limits()
        .forEach(
            (tuning, limits) -> {
              assertTrue(info.tunings().contains(tuning), tuning::toString);
              for (Deviation deviation : limits.deviations()) {
                assertTrue(
                    info.under(tuning).layers().contains(deviation.layer()), deviation::toString);
              }
            });
  }

  private void launchAnswers() {
    LaunchOptions first = bench.provider().launch(bench.config());
    assertEquals(first, bench.provider().launch(bench.config()));
  }

  private void namesVersions() {
    bench.withBackend(
        backend -> {
          Environment environment = backend.environment();
          assertFalse(environment.versions().isEmpty());
          environment
              .versions()
              .forEach((name, version) -> assertFalse(name.isBlank() || version.isBlank(), name));
          assertFalse(environment.simd().isBlank());
        });
  }

  private void threadsAreReadBack() {
    bench.withBackend(backend -> assertEquals(bench.threads(), backend.environment().threads()));
  }
}
