package backbench.error;

/**
 * Names every way in which a request can fail; stable, so that scripts may match on it.
 *
 * @since 0.1
 */
public enum ErrorCode {
  /** A spec, suite or architecture file breaks its format. */
  INVALID_SPEC(ErrorKind.SPEC),
  /** A graph does not fit together: shapes, names, cycles, counts. */
  INVALID_GRAPH(ErrorKind.SPEC),
  /** A value handed to an API is outside its documented range. */
  INVALID_ARGUMENT(ErrorKind.SPEC),
  /** A name (network, backend, dataset, suite) is not known. */
  UNKNOWN_NAME(ErrorKind.SPEC),
  /** A data file is damaged, truncated or of another format. */
  INVALID_DATA(ErrorKind.SPEC),
  /** A result file cannot be read as one. */
  INVALID_RESULT(ErrorKind.SPEC),

  /** The backend does not implement this kind of layer. */
  UNSUPPORTED_LAYER(ErrorKind.CAPABILITY),
  /** The backend does not implement this optimiser. */
  UNSUPPORTED_OPTIMIZER(ErrorKind.CAPABILITY),
  /** The backend cannot reach this device, thread count or option. */
  UNSUPPORTED_CONFIG(ErrorKind.CAPABILITY),
  /** The backend has no build for this platform. */
  UNSUPPORTED_PLATFORM(ErrorKind.CAPABILITY),

  /** A plugin folder or jar cannot be loaded. */
  PLUGIN_BROKEN(ErrorKind.ENVIRONMENT),
  /** A native library is missing or does not load. */
  NATIVE_MISSING(ErrorKind.ENVIRONMENT),
  /** A file or folder cannot be read or written. */
  IO(ErrorKind.ENVIRONMENT),
  /** Memory ran out. */
  OUT_OF_MEMORY(ErrorKind.ENVIRONMENT),

  /** A model, batch or backend is used after it was closed. */
  CLOSED(ErrorKind.BACKEND),
  /** A model compiled without a training recipe is asked to train. */
  NOT_TRAINABLE(ErrorKind.BACKEND),
  /** The loss or a parameter is no longer a finite number. */
  NOT_FINITE(ErrorKind.BACKEND),
  /** The engine failed in a way that has no better name. */
  ENGINE_FAILED(ErrorKind.BACKEND),
  /** A worker ended without delivering its result. */
  WORKER_FAILED(ErrorKind.BACKEND);

  private final ErrorKind kind;

  ErrorCode(ErrorKind kind) {
    this.kind = kind;
  }

  /** Returns whose turn it is. */
  public ErrorKind kind() {
    return kind;
  }
}
