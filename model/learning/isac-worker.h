/*
 * SPDX-License-Identifier: GPL-2.0-only
 */
#ifndef ISAC_WORKER_H
#define ISAC_WORKER_H

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace ns3
{
namespace isac
{

/**
 * @ingroup isac-aigc
 * @brief A second thread that does one task at a time, for halves of a learning step that do not
 * depend on each other.
 */
class Worker
{
  public:
    Worker();
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// @param task to begin with; must not throw, and Wait() must follow before the next
    void Start(std::function<void()> task);
    /// @brief Return once the task is done.
    void Wait();

  private:
    /// Do tasks until the end.
    void Run();

    std::mutex m_mutex;                //!< of the task
    std::condition_variable m_changed; //!< the task came or went
    std::function<void()> m_task;      //!< to do; none when done
    bool m_end = false;                //!< no more tasks
    std::thread m_thread;              //!< does them
};

} // namespace isac
} // namespace ns3

#endif // ISAC_WORKER_H
