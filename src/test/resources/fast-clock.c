/* A clock that is a minute fast, for one process: cc -shared -fPIC, LD_PRELOAD. Time that is only measured is left alone. */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *time) {
    int failed = syscall(SYS_clock_gettime, clock, time);
    if (!failed && clock == CLOCK_REALTIME) {
        time->tv_sec += 60;
    }
    return failed;
}
