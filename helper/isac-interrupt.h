/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_INTERRUPT_H
#define ISAC_INTERRUPT_H

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief From now on SIGINT and SIGTERM only make IsInterrupted() true, so that a program can end
 * what it is at, and leave nothing by halves.
 */
void CatchInterrupts();
/// @return whether the user has had enough, since CatchInterrupts()
bool IsInterrupted();

} // namespace isac
} // namespace ns3

#endif // ISAC_INTERRUPT_H
