package io.munia.fib.netlink.message;

/// The kernel's error numbers (Linux, the same on x86 and ARM), and what they mean for a route.
public final class Errno {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EINTR = 4;
  public static final int EAGAIN = 11;
  public static final int ENOMEM = 12;
  public static final int EACCES = 13;
  public static final int EBUSY = 16;
  public static final int EEXIST = 17;
  public static final int ENODEV = 19;
  public static final int EINVAL = 22;
  public static final int ENOSPC = 28;
  public static final int EBADMSG = 74;
  public static final int EOPNOTSUPP = 95;
  public static final int EAFNOSUPPORT = 97;
  public static final int ENETDOWN = 100;
  public static final int ENETUNREACH = 101;
  public static final int ENOBUFS = 105;
  public static final int EHOSTUNREACH = 113;

  private Errno() {}

  /// One sentence, without a stop.
  public static String sentence(int errno) {
    return switch (errno) {
      case EPERM -> "no permission to write routes: CAP_NET_ADMIN is needed";
      case ENOENT, ESRCH -> "the kernel has no such route or table";
      case EAGAIN -> "the kernel did not answer in time";
      case ENOMEM -> "the kernel is out of memory";
      case EACCES -> "the kernel does not allow it here: is the family disabled on the interface?";
      case EBUSY -> "the kernel is busy with this route";
      case EEXIST -> "another program's route with this prefix and metric stands in its place";
      case ENODEV -> "there is no such interface";
      case EINVAL -> "the kernel does not accept this route";
      case ENOSPC -> "the kernel's routing table is full";
      case EBADMSG -> "the kernel's answer makes no sense";
      case EOPNOTSUPP, EAFNOSUPPORT -> "the kernel does not know this address family";
      case ENETDOWN -> "the interface is down";
      case ENETUNREACH, EHOSTUNREACH -> "the gateway is not on a network of the interface";
      case ENOBUFS -> "the kernel had more to say than the socket could hold";
      default -> "the kernel refused, errno " + errno;
    };
  }
}
