package backbench.it.hostile;

import backbench.spi.Backend;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.BackendProvider;
import backbench.spi.Contract;
import backbench.spi.LaunchOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Announces another backend under a name of its own, and misbehaves as its jar says.
 *
 * <p>The file {@code hostile.txt} in the jar holds the id, the mischief, the place, and the
 * provider of the backend that computes.
 */
public final class HostileProvider implements BackendProvider {

  private static final String SMALL_HEAP = "-Xmx160m";

  private final String id;
  private final Mischief mischief;
  private final Place place;
  private final BackendProvider inner;

  /** Reads what the jar says. */
  public HostileProvider() throws IOException, ReflectiveOperationException {
    try (InputStream in = HostileProvider.class.getResourceAsStream("/hostile.txt")) {
      String[] words = new String(in.readAllBytes(), StandardCharsets.UTF_8).split(" ", -1);
      this.id = words[0];
      this.mischief = Mischief.valueOf(words[1]);
      this.place = Place.valueOf(words[2]);
      this.inner =
          Class.forName(words[3])
              .asSubclass(BackendProvider.class)
              .getDeclaredConstructor()
              .newInstance();
    }
    misbehaveAt(Place.CONSTRUCTOR);
  }

  /** Misbehaves if this is the place. */
  void misbehaveAt(Place here) {
    if (here == place) {
      mischief.happen();
    }
  }

  @Override
  public int contractVersion() {
    return Contract.VERSION;
  }

  @Override
  public BackendInfo info() {
    misbehaveAt(Place.INFO);
    return inner.info().toBuilder().id(id).name("Hostile " + id).build();
  }

  @Override
  public LaunchOptions launch(BackendConfig config) {
    misbehaveAt(Place.LAUNCH);
    LaunchOptions.Builder options = inner.launch(config).toBuilder();
    // Memory is to run out soon.
    return mischief == Mischief.MEMORY ? options.jvmFlag(SMALL_HEAP).build() : options.build();
  }

  @Override
  public Backend open(BackendConfig config) {
    misbehaveAt(Place.OPEN);
    return new HostileBackend(this, inner.open(config));
  }
}
