/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-interrupt.h"

#include <csignal>

namespace ns3
{
namespace isac
{

namespace
{

/// Set when the user has had enough.
volatile std::sig_atomic_t g_interrupted = 0;

void
Interrupt(int /* signal */)
{
    g_interrupted = 1;
}

} // namespace

void
CatchInterrupts()
{
    std::signal(SIGINT, Interrupt);
    std::signal(SIGTERM, Interrupt);
}

bool
IsInterrupted()
{
    return g_interrupted != 0;
}

} // namespace isac
} // namespace ns3
