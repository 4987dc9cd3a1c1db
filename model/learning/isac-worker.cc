/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "isac-worker.h"

namespace ns3
{
namespace isac
{

Worker::Worker()
    : m_thread([this]() { Run(); })
{
}

Worker::~Worker()
{
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        m_end = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void
Worker::Start(std::function<void()> task)
{
    {
        const std::lock_guard<std::mutex> lock(m_mutex);
        m_task = std::move(task);
    }
    m_changed.notify_all();
}

void
Worker::Wait()
{
    std::unique_lock<std::mutex> lock(m_mutex);
    m_changed.wait(lock, [this]() { return !m_task; });
}

void
Worker::Run()
{
    std::unique_lock<std::mutex> lock(m_mutex);
    while (true)
    {
        m_changed.wait(lock, [this]() { return m_end || m_task; });
        if (!m_task)
        {
            return;
        }
        const std::function<void()> task = m_task;
        lock.unlock();
        task();
        lock.lock();
        m_task = nullptr;
        m_changed.notify_all();
    }
}

} // namespace isac
} // namespace ns3
